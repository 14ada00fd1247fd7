import type { Concept } from './concept.ts';

/** What kind of work is asked for. */
export const requests: readonly Concept[] = [
  {
    name: 'asking words',
    factor: 'context',
    words: [
      "please$|i need|we need|need a|need some|needed|i want|we want|i'd like|i would like|could you|can you|would you|could i|can i|can we have|give me|tell me|show me|help me|what i need|all i need|all we need|your part|what is left|is left|wanted|let me|help|make$|produce|provide|prepare|write$|create|build$|add$|draft|describe|explain|show$|say$|do the|do not|don't|asked to",
      'bitte|brauch|mochte|schreib|erstell|mach$|sag$|nenn|zeig|erklar|erzeug|ergib',
      "s'il vous|merci|donne|j'ai besoin|il faut|ecri|redig|cree|montre|explique|dis$",
      'por favor|necesit|quiero|dame|escrib|crea$|haz$|muestra|explica|indica|rediga|per favore|scriv|crea|mostra|spieg|escreva|faca|mostre|prosz|napisz|podaj|graag|schrijf|geef|пожалуйста|напиши|дай',
      'ください|お願い|してほしい|请|帮我|给我',
    ],
  },
  {
    name: 'small edit',
    factor: 'context',
    words: [
      'renam|bump|typo|spell|misspel|reword|reformat|capitali|upper-cas|uppercas|lower-cas|lowercas|indent|prettier|whitespace|append|prefix|renumber|number them|tick off|tick the|uncomment|kebab|rearrang|reorder|tidy the|swap|toggle|shorten',
      'umbenenn|benenne|tippfehler|rechtschreib|anhang|einruck|formatier|vertausch|kurze|hange',
      'renomm|orthograph|faute|coquille|reformat|abrege|majuscul|minuscul|echange',
      'renombr|errata|ortograf|mayuscul|minuscul|acorta|rinomin|refuso|renome|zmien nazw|hernoem|переимен|опечатк|исправ',
      '誤字|改名|整形|名前を変|リネーム|错别字|重命名|改名|格式化|大写',
    ],
  },
  {
    name: 'set or replace a value',
    factor: 'context',
    words: [
      'set$|change$|replac|updat|raise$|lower$|increase$|decrease$|shift$|becomes$|became$|instead of|mark$|skip$|pin$|put$|move$|delete$|remov|drop the|add a line|add one|one more|append|fill in|fill the|refresh|stub$|insert$|bump',
      'setze|ander|ersetz|aktualisier|erhoh|senke|statt$|markier|entfern|losch|erganz|trage|verschieb',
      'remplac|change$|mets$|mettre|modifi|augment|supprim|enleve|ajout|deplac|marque',
      'cambia|reemplaz|sustitu|actualiz|pon$|elimina|borra|quita|anad|agreg|mueve|aggiung|sostitui|rimuov|imposta|altere|troque|remov|adicion|zmien|usun|dodaj|verander|vervang|измени|замени|удали|добавь',
      '変更|置き換|削除|追加してください|更新|改为|改成|替换|删除|添加一|更新',
    ],
  },
  {
    name: 'list, sort or extract',
    factor: 'context',
    words: [
      'list$|sort$|extract|print$|copy$|paste|collect|alphabetic|ascending|descending|filter$|dedup|duplicates$|highest first|oldest first|worst first|slowest|longest|lowest|names only|one per line|line by line|pull out|pull the|pick out|unticked|unchecked|next to each other|side by side',
      'liste$|sortier|auflist|extrahier|kopier|alphabetisch|aufsteigend|absteigend|gib mir|nenne$|auszug|zieh',
      'liste$|trie$|trier|extrai|copie|alphabetique|croissant|decroissant|enumere',
      'lista$|ordena|extrae|copia|alfabetic|ascendente|descendente|elenca|ordina|estrai|liste$|ordene|extraia|wypisz|posortuj|sorteer|отсортируй|перечисли',
      '並べ替|抽出|一覧|列挙|排序|提取|列出|抽取',
    ],
  },
  {
    name: 'count or look up',
    factor: 'context',
    words: [
      "how many|how often|count|tally|sum of|sum the|total of|percentage|pass rate|what percent|which line|which file|what is the|what's the|whats the|which version|which ones|yes or no|does the|is there any|are there any|number of|look up|highest value|what does|tell me whether|say whether|state whether|pass or fail",
      'wie viele|wie oft|zahl|anzahl|prozent|welche zeile|ja oder nein|summe',
      'combien|compte|nombre de|pourcent|oui ou non|quel est le|somme des',
      'cuant|porcentaje|numero de|si o no|quant|percentual|ile$|policz|hoeveel|aantal|сколько|посчитай',
      '数えて|件数|何件|いくつ|合計|数字だけ|统计|多少|数量|几个|总数|只要数字',
    ],
  },
  {
    name: 'convert or format',
    factor: 'context',
    words: [
      'convert|translat|turn this|turn the|turn that|turn it into|as json|as csv|as yaml|as a table|as markdown|in json|in csv|to json|to csv|to yaml|into json|into csv|into yaml|into a table|table out of|markdown table|md table|bullet|numbered list|boil|paste in|to iso|iso 8601|given/when/then|in the form|same format|format as|as a list|a plain list|comma-separated|one-row table|transform',
      'wandle|umwandeln|konvertier|ubersetz|tabelle|stichpunkt|als json|als csv',
      'convert|tradui|tableau|en json|en csv|en markdown|puces',
      'conviert|traduc|tabla|en json|en csv|convert|traduci|tabella|converta|tabela|przetlumacz|przekonwertuj|omzetten|переведи|преобразуй',
      '変換|翻訳|表に|箇条書き|转换|翻译|表格|转成|转为',
    ],
  },
  {
    name: 'short text',
    factor: 'context',
    words: [
      'changelog|release note|commit message|docstring|one-liner|headline|title$|readme|release line|status line|status page|summary|summar|sentence|paragraph|one line|a line for|alt text|header comment|newsletter|slack|acronym|glossar|wording|story form|as a / i want|user story|checklist item|pr template|placeholder',
      'anderungsnotiz|uberschrift|zusammenfass|satz$|satze|kommentarzeile|titel|fusszeile|kopfzeile',
      'journal des modif|titre|resum|phrase|en-tete|pied de page|notes de version',
      'titulo|resum|frase|encabezado|pie de pagina|notas de la version|titolo|riassum|cabecalho|tytul|zdani|titel|zin$|заголов|предложени',
      '一文|見出し|要約|タイトル|标题|一句话|摘要|总结',
    ],
  },
  {
    name: 'sample data',
    factor: 'context',
    words: [
      'sample|example|dummy|fixture|placeholder|made-up|invented|any values|any plausible|rows$|row$|records$|payload|seed|csv$|json$|fake$|boilerplate|template',
      'beispiel|muster|zeilen|datensatz|erfunden',
      'exemple|lignes|donnees de test|fictif',
      'ejemplo|filas|registros|ficticio|esempio|righe|exemplo|linhas|przyklad|voorbeeld|пример',
      'サンプル|例を|示例|样例|样本',
    ],
  },
  {
    name: 'narrow scope',
    factor: 'token',
    words: [
      "nothing else|nothing more|no more|only$|just$|that is all|that's all|thats all|all it does|is enough|will do|is fine|leave the|leave it|leave them|alone$|stay as|stays as|stays the same|do not touch|don't touch|untouched|unchanged|without changing|no logic|no other|not change|nothing should|same values|same content|keep the|any order|a handful|at most|a couple|plain$|simply|small$|quick$|short$|single$|exactly one|one test|tiny|please$|thx|plain find",
      'nur$|sonst nichts|nichts anderes|mehr nicht|unverandert|lass$|bleib|reicht|einzig|bitte$|klein|kurz$',
      "seulement|uniquement|rien d'autre|ne change|ne touche|sans modif|juste$|il suffit|un seul|une seule|simplement",
      "solo$|solamente|nada mas|sin cambiar|unicamente|una sola|soltanto|nient'altro|non cambiare|apenas|somente|nada mais|tylko|nic wiecej|alleen|niets anders|только|ничего",
      'だけ|のみ|以外は|変えない|只要|只需|仅|不要动|其他不|即可',
    ],
  },
  {
    name: 'write tests',
    factor: 'context',
    words: [
      'write test|test$|tests$|tests for|cases for|test for|test suite|test file|tests needed|add tests|test cases|unit test|component test|api test|request spec|specs for|cover$|coverage for|under test|test the|test our|write the tests|scenario|flow$|flows$|test plan|test matrix|spec for|integration test|end-to-end|e2e|suite for|suite$|table test|parametri',
      'tests fur|test fur|schreibe|testfall|testplan|integrationstest|testabdeckung',
      "ecris|tests pour|test d'integration|tests d'integration|plan de test|cas de test|redige",
      'pruebas para|prueba de|escribe|casos de prueba|pruebas de integracion|scrivi|test per|testes|escreva|napisz|testy|schrijf|тесты|напиши',
      'テストを書|テストを作|結合テスト|テストケース|编写测试|测试用例|集成测试|编写',
    ],
  },
  {
    name: 'review',
    factor: 'context',
    words: [
      'review|go through|go over|look over|look at|inspect|check our|check the|check this|check which|audit$|assess|read through|smell|critique|sanity|point out|ambig|testab|contradict|vague|what is missing|missing test|edge case|gap$|gaps$|uncovered|untested',
      'prufe|uberprufe|durchsicht|begutacht|mehrdeutig|lucke|widerspr|fehlende',
      'revois|revue|verifi|examine|ambigu|lacune|manquant|contradict|passe en revue',
      'revisa|examina|ambigu|comprueba|faltan|controlla|rivedi|revise|verifique|sprawdz|przejrzyj|controleer|beoordeel|проверь|оцени',
      'レビュー|確認し|曖昧|不足|指摘|审查|检查|含糊|遗漏|评审',
    ],
  },
  {
    name: 'propose or rank',
    factor: 'context',
    words: [
      'suggest|propos|recommend|rank$|ranked|prioriti|threshold|which to|what to fix|tackle first|look at first|run first|upgrade first|choose|trade-off|tradeoff|reasonable|sensible|worth|improve|better$|decide which|go or no-go|readiness|estimate$',
      'vorschlag|schlage|empfiehl|priorisier|reihenfolge|schwellenwert|sinnvoll|womit',
      'propose|suggere|recommand|priori|seuil|par lequel',
      'propon|sugier|recomend|prioriz|umbral|indica por|proponi|suggeri|proponha|sugira|zaproponuj|stel voor|предложи',
      '提案|優先順位|しきい値|建议|提出修复|优先级|阈值|推荐',
    ],
  },
  {
    name: 'group or compare',
    factor: 'context',
    words: [
      'group$|group these|group the|cluster|triage|categor|compare|comparison|differ|diff between|breaking change|break the|map the|map our|traceab|matrix|pairwise|match up|classif|correlat|sort them into|by probable|by likely|likely cause|common cause|share a cause|have in common|regression risk|risk per|affected|impact',
      'gruppier|vergleich|zuordn|unterschied|fasse|auswirk|betroffen',
      'regroup|compar|classe|incompatib|impact|affect',
      'agrupa|compara|clasifica|incompatib|afecta|raggruppa|confronta|agrupe|compare|pogrupuj|porownaj|groepeer|vergelijk|сгруппируй|сравни',
      '分類|比較|影響|グループ|分组|比较|归类|影响|对比|不兼容',
    ],
  },
  {
    name: 'restructure',
    factor: 'context',
    words: [
      'refactor|split|break up|migrat|port the|port our|rewrite$|replace our|extract$|page object|clean up|untangle|simplif|deduplicat|shared setup|factories|factory|builder|restructur|shard|parallel|conversion|moderni|move our|swap our|swapping|upgrade',
      'refaktor|aufteil|umstell|vereinfach|zusammenfuhr|stelle$|umbau',
      'refactor|decoupe|simplifi|migre|separe|reorganis',
      'refactoriz|divide|simplific|migra|separa|refattorizza|suddividi|refatore|zrefaktoryzuj|opsplits|отрефактор|раздели',
      'リファクタ|分割|移行|重构|拆分|迁移|简化',
    ],
  },
  {
    name: 'find a fault',
    factor: 'context',
    words: [
      'find out|find the|find what|figure out|work out|explain why|explain what|why does|why do|why is|why the|diagnos|investigat|debug|fails|failing|fail$|failed|breaks|broken|flak|red$|intermitt|unstable|reproduc|repair|fix$|fix the|fix it|fix them|leak|hang$|hangs|crash|stuck|wrong$|bug$|cause$|reason$',
      'finde|ursache|schlagt|fehlschlag|warum|weshalb|behebe|instabil|absturz|kaputt',
      'trouve|cause|echoue|pourquoi|corrige-le|instable|plante|panne',
      'busca|causa|falla|por que|arregla|inestable|trova|fallisce|perche|encontre|falha|conserta|znajdz|przyczyn|zoek|oorzaak|найди|причин|почему',
      '原因|失敗する|なぜ|調べ|失败的原因|为什么|找出|修复',
    ],
  },
];
