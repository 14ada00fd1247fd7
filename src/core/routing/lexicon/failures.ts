import type { Concept } from './concept.ts';

/** How people speak of things that go wrong, or may. */
export const failures: readonly Concept[] = [
  {
    name: 'is it safe',
    factor: 'context',
    words: [
      'what can go wrong|could go wrong|go wrong|goes wrong|what happens if|what happens when|what happens to|what happened|side effect|safe$|safe to|safely|is it ok|okay to|ok to|is this ok|can this|could this|will it|can we|could we|can a|could a|can an|could an|can it|could it|can our|can two|may this|may i|may two|may we|would you|is it possible|possible that|possible to see|does it matter|does this|does the claim|do we lose|anything to worry|worry|hold up|sign off|go out|merge this|ship this|trust|believe|really$|surviv|still correct|still safe|still hold|break this|breaks it|what would break|correct on|correct under',
      'kann das|kann es|kann dieser|ist das sicher|sicher$|passiert|darf das|darf ich|wirklich|konnte es|was geschieht',
      'peut-on|peut-il|peuvent|est-ce que|que se passe|risque|est-il possible|sur de',
      'puede$|pueden|es seguro|que pasa|que ocurre|es posible|puo$|possono|e sicuro|cosa succede|pode$|e seguro|o que acontece|czy moze|czy moga|co sie stanie|kan dit|kan deze|is het veilig|может|могут|безопасн|что будет',
      'でしょうか|可能性|安全|壊しませんか|しまいますか|起こり|会不会|安全吗|可能出现|会丢|会发生',
    ],
  },
  {
    name: 'rare or puzzling symptoms',
    factor: 'context',
    words: [
      "sometimes|occasional|once in|one in a|now and then|at random|randomly|intermitten|every few|rarely|rare$|nobody can|nobody knows|no idea why|cannot reproduce|can't reproduce|not reproducib|never locally|only in production|only under|only when|disappear|vanish|anyway|in spite|despite|even though|although|nonetheless|mysterious|strange|puzzl|twice|miss a|out of date|outdated|wrong total|mismatch|two totals|different handful|silent|unnoticed|hides|hidden|heisenbug|suspect|suspicious|phantom|ghost|until recently|all green|green on|is green",
      'manchmal|selten|gelegentlich|trotzdem|obwohl|unerklarlich|doppelt|zweimal|verschwind|fehlen einzelne',
      'parfois|rarement|pourtant|malgre|inexpliqu|deux fois|en double|disparai|manque',
      'a veces|rara vez|sin embargo|a pesar|inexplic|dos veces|duplicad|desaparec|faltan|a volte|raramente|due volte|as vezes|raramente|duas vezes|czasami|rzadko|dwa razy|dwukrot|soms|zelden|dubbel|иногда|редко|дважды|исчеза',
      '時々|まれ|二重|なぜか|消え|有时|偶尔|重复|消失|两次',
    ],
  },
  {
    name: 'crashes and retries',
    factor: 'structure',
    words: [
      'crash between|crashes between|crash after|crash point|crashes and|dies|killed|kill -9|restart|restarts|retry|retries|retried|timeout between|partial fail|partially|half-written|half way|halfway|in between|between commit|between the|power loss|resume|resumes|backoff|expires while|expire between|recover|recovery|after an outage|reconnect|rejoin|zombie',
      'absturz|neustart|wiederhol|wiederanlauf|zwischen den|mittendrin|abbricht',
      'plante|redemarr|reprise|nouvelle tentative|entre les deux|panne',
      'se cae|muere|reinici|reintent|entre las dos|recupera|riavvi|ritenta|muore|reinici|tenta novamente|morre|restart|ponown|awari|herstart|opnieuw|stopt|перезапуск|повтор|падает',
      '再送|再起動|再試行|障害時|クラッシュ|重启|重试|崩溃|中断',
    ],
  },
];
