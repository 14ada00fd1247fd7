import type { Concept } from './concept.ts';
import { failures } from './failures.ts';

/** What makes work hard whoever does it. */
export const stakes: readonly Concept[] = [
  {
    name: 'prove or guarantee',
    factor: 'context',
    words: [
      'prove$|proves|proven|proof|provabl|refut|disprov|falsif|counterexample|counter-example|guarante|exactly once|exactly-once|at least once|at-least-once|at most once|at-most-once|exhaustiv|sound$|soundness|correctness|whatever the|no matter|for any number|for every|for all|any order|every order|must hold|has to hold|holds for|hold for|holds under|hold under|hold water|semantics|precisely|specify|specification of|specified|define what|state precisely|what is promised|bound on|bounded|bounds|worst case|worst-case|lower bound|upper bound|convinc|demonstrat|completeness|show that|show why|make sure that no',
      'bewei|widerleg|gegenbeispiel|garanti|niemals|immer$|beliebig|sicherstell|nachweis|genau einmal|zusicher|schlimmstenfalls',
      'prouv|preuve|demontr|contre-exemple|garanti|jamais|toujours|quel que soit|exactement une fois|pire cas',
      'demuestr|demostra|refut|contraejemplo|garanti|nunca|siempre|exactamente una vez|peor caso|dimostr|esattamente una|mai$|prove que|exatamente uma|udowodni|gwarant|dokladnie raz|bewijs|precies een|докажи|гарант|ровно один',
      '証明|反例|保証|必ず|一度だけ|厳密|证明|反例|保证|恰好一次|严格',
    ],
  },
  {
    name: 'invariants and formal models',
    factor: 'context',
    words: [
      'invariant|idempot|commutat|associativ|convergen|converges|monoton|liveness|safety propert|algebra|axiom|induct|lattice|fixpoint|formal|tla|alloy$|smt$|z3|temporal|model check|model-check|state space|reachab|linearisab|linearizab|serialisab|serializab|refinement|bisimulat|mc/dc|mcdc|covering array|symbolic execution|concolic|metamorphic|property-based|property based|property test|properties|quickcheck|fast-check|hypothesis|shrink|oracle|model-based|model based|state model|state machine|differential|fuzz|generator|generative|reference model|equivalence of|round-trip|conservation',
      'invariant|zustandsmodell|eigenschaftsbasiert|formal|modellbasiert|kommutativ|idempoten',
      "invariant|modele d'etat|basees sur des propriet|propriete|formel|idempoten",
      'invariant|modelo de estado|basadas en propiedad|propiedad|idempoten|proprieta|propriedad|niezmienn|wlasciwosc|eigenschap|инвариант|свойств',
      '不変|性質|状態モデル|べき等|冪等|不变|性质|状态模型|幂等|形式化',
    ],
  },
  {
    name: 'concurrency',
    factor: 'structure',
    words: [
      'concurren|race$|races$|race condition|racing|interleav|deadlock|livelock|lock$|locks$|locked$|locking|lock-free|wait-free|mutex|semaphor|spinlock|atomic|non-atomic|thread$|thread-safe|multithread|goroutine|coroutine|simultan|at the same time|same time|same second|same moment|same instant|at once|in flight|in-flight|mid-flight|lost update|lost wakeup|lost write|write skew|dirty read|phantom|check-then-act|toctou|time-of-check|re-entr|reentr|contention|contended|critical section|memory order|memory model|memory barrier|happens-before|visibility|compare-and-swap|compare and swap|ring buffer|spsc|mpmc|actor|starv|priority inversion|two tabs|several tabs|two workers|two process|two instances|two replicas|two consumers|two nodes|two clients|two pods|two users|two people|two shoppers|both win|both get|both buy|overlapping|schedule that|bad schedule',
      'gleichzeitig|nebenlauf|wettlauf|sperr|verriegel|verklemm|kritischer abschnitt|zwei prozess|zwei instanz',
      'concurren|simultan|en meme temps|au meme moment|verrou|interblocage|deux processus|deux instances',
      'concurren|simultane|al mismo tiempo|a la vez|bloqueo|interbloqueo|condicion de carrera|condiciones de carrera|dos procesos|dos instancias|concorren|contemporanea|blocco|corsa critica|simultanea|corrida|dois processos|jednoczesn|wyscig|zakleszcz|gelijktijdig|tegelijk|одновремен|гонк|взаимоблокир|блокиров',
      '同時|競合|並行|並列|デッドロック|ロック|排他|并发|同时|竞态|死锁|锁',
    ],
  },
  {
    name: 'distribution',
    factor: 'structure',
    words: [
      'distribut|replica|replicat|read replica|replication lag|sharding|sharded|shards|multi-region|regions$|region$|zones$|availability zone|data cent|datacent|geo-|failover|fail-over|fail over|leader elect|leaderless|primary and|standby|consensus|raft|paxos|quorum|split brain|split-brain|netsplit|network partition|partitions|partition key|re-key|byzantine|clock skew|clock drift|clock of|vector clock|lamport|skew|tombstone|crdt|offline|resurrect|eventual|consisten|inconsisten|staleness|stale$|read-your-writes|causal|lease$|leases|heartbeat|fencing|gossip|service mesh|mesh$|hedged|circuit break|two-phase|2pc|compensat|saga$|sagas|orchestrat|choreograph|rebalanc|active-active|hand-over|handover|session store|edge location',
      'verteilt|replik|konsens|rechenzentr|zeitabweich|uhrenabweich|uhren|konsisten|netztrennung',
      'distribu|repliqu|replica|coheren|centres de donnees|horloge|perime|bascule|partition reseau',
      'distribuid|replica|coheren|consisten|conmutacion|centros de datos|reloj|desfase|distribuit|replicat|orologi|relogio|rozproszon|spojnosc|replik|gedistribueerd|consistent|распредел|реплик|согласован|часов',
      '分散|整合性|一貫性|レプリ|フェイルオーバ|時刻|時計|分布式|一致性|副本|分区|时钟|租约|故障转移',
    ],
  },
  {
    name: 'messages and events',
    factor: 'structure',
    words: [
      'kafka|broker|outbox|inbox pattern|redeliver|delivery order|out of order|out-of-order|reorder|late event|replay|event-sourc|event sourc|events from|event log|projection|cqrs|consumer group|poison|dead letter|dlq|offset|acknowledg|ack$|exactly|dedup|duplicates of|duplicate deliver|stream process|watermark|delivered means|delivery guarant|ordering|queue semant|message loss|lose an event|lose a message|lost event|lost message|versioning|schema evolution|old events|coexist',
      'reihenfolge der|zustellung|ereignis|nachrichten',
      'evenement|livraison|messages perdus|rejeu|ordre des',
      'eventos|entrega|mensajes|reproduc|orden de los|messaggi|eventi|mensagens|zdarze|komunikat|berichten|событи|сообщени',
      'イベント|再送|順序|メッセージ|消息|事件|重放|顺序|投递',
    ],
  },
  {
    name: 'data integrity and money',
    factor: 'context',
    words: [
      'isolation level|isolation between|tenant isolation|isolation of tenants|read committed|repeatable read|snapshot isolation|serialisable|serializable|transaction|data loss|lose data|loses data|loss of|corrupt|reconcil|ledger|balance$|balances|double-entry|charged|double charge|double-charge|charge twice|charged twice|billed|paid twice|refunded|money|cents|cent$|rounding|rounds to|rounded|floating|fixed-point|decimal|numeric|numerical|numerically|cancellation error|overflow|underflow|disagree|anomal|divergen|diverge|checksum|audit trail|auditor|backfill|resurrect|retention|oversell|oversold|overdraw|negative balance|proration|exchange rate|revenue recogn|amendment|off by|sum up|adds up|add up',
      'isolationsstufe|transaktion|datenverlust|verlor|verlust|abgleich|buchung|saldo|rundung|gerundet|cent$|geld|doppelt abgebucht|gleitkomma|genauigkeit',
      'transaction|perte de|perdu|rapproch|solde|arrondi|centime|facture deux|virgule flottante',
      'aislamiento|transacci|perdida de|pierde|concilia|saldo|redondeo|redondea|centimo|cobr|coma flotante|isolamento|transazion|perdita|arrotond|centesim|addebit|perda de|arredond|izolac|transakcj|utrat|zaokrag|afrond|verlies|транзакц|потер|баланс|округлен',
      '残高|端数|丸め|欠落|請求|決済|課金|隔离|事务|丢失|余额|扣款|舍入|对账|金额',
    ],
  },
  {
    name: 'security analysis',
    factor: 'context',
    words: [
      'threat|attacker|attack|exploit|bypass|abuse|trust bound|privilege|escalat|impersonat|spoof|tamper|forge|forgery|ssrf|csrf|idor|rce$|deseriali|prototype pollution|oauth|oidc|saml|pkce|jwt|mfa$|2fa|session fix|session hijack|hijack|downgrade|mix-up|encrypt|decrypt|cipher|crypto|hmac|signature scheme|key rotation|key manag|key hierarch|kms$|hsm$|nonce|side channel|side-channel|timing attack|constant-time|constant time|supply chain|supply-chain|dependency confusion|linkage|re-identif|reidentif|anonymity|pseudonym|differential privacy|membership inference|gdpr|malicious|untrusted|adversar|outsider|exfiltrat|leakage|access control|authoris|authoriz|admin rights|sandbox|rebinding|phish|pentest|penetration|red team|zero-trust|enumerat|brute force|brute-force|credential|vulnerab|hardening|compromis',
      'bedroh|angriff|angreifer|verschlussel|schlussel|umgeh|rechteaus|datenschutz|missbrauch|schwachstell|manipul',
      'menace|attaqu|contourn|chiffr|usurp|jeton|vulnerab|confidential|faille|malveill|compromis',
      'amenaza|ataque|atacante|eludir|cifrad|suplanta|vulnerab|privacidad|malicios|comprometid|minacc|attacc|cifratur|ameac|atacant|zagrozen|atak|szyfr|dreiging|aanval|versleutel|угроз|атак|шифр|уязвим',
      '脅威|攻撃|脆弱|暗号|なりすまし|威胁|攻击|加密|漏洞|越权|绕过',
    ],
  },
  {
    name: 'change without downtime',
    factor: 'context',
    words: [
      'zero-downtime|zero downtime|no downtime|without downtime|downtime|dual-writ|dual writ|dual read|dual-read|dual-run|dual run|double writ|shadow|parallel run|cutover|cut over|cut-over|switch over|strangler|rolling deploy|rolling update|rolls pod|rolling$|expand and contract|expand-contract|old and new|both versions|mixed version|mixed-version|two versions|backward compat|backwards compat|forward compat|way back|roll back|rolled back|rollback|going back|abort criteria|kill switch|irreversib|reversib|cannot be undone|point of no return|staged roll|staged|phases|in stages|migration plan|migration of|migrate$|blue/green|canary|bake time|blast radius|maintenance window|wire compat|live traffic|long-lived',
      'ausfallzeit|ohne unterbrech|ruckweg|zuruckroll|zuruckgeroll|doppeltem schreib|doppeltes schreiben|parallelbetrieb|beide versionen|schrittweise|umschalt',
      'sans interruption|retour arriere|double ecriture|deux versions|progressive|bascul',
      'sin tiempo de inactividad|sin interrupc|marcha atras|doble escritura|ambas versiones|por fases|senza interruz|doppia scrittura|sem indisponib|escrita dupla|retorno|bez przestoj|zonder downtime|zonder onderbrek|без простоя|откат',
      '無停止|切り戻し|ロールバック|二重書き込み|段階的|零停机|不停机|回滚|双写|灰度|停机',
    ],
  },
  {
    name: 'capacity and incidents',
    factor: 'context',
    words: [
      "capacity|headroom|saturat|peak$|peaks$|black friday|autoscal|tail latency|p99|p99.9|p999|99th|percentile|slo$|slos|sla$|slas|error budget|load shed|shedding|backpressure|back-pressure|thundering|stampede|retry storm|meltdown|overload|outage|game day|gameday|chaos|fault injection|fault-injection|postmortem|root cause|root-cause|traces$|thread dump|heap|garbage collect|gc$|memory leak|memory grow|grows by|retained|retention path|oom|throttl|pool exhaust|exhaustion|head-of-line|queueing|little's law|soak|collapse|cascad|brownout|multi-step|falls over",
      'kapazitat|lastspitze|grundursache|vorfall|uberlast|speicherleck|zeitleiste',
      'capacite|montee en charge|cause premiere|centile|surcharge|fuite de memoire',
      'capacidad|causa raiz|percentil|incidente|sobrecarga|fuga de memoria|causa principale|capacita|capacidade|przyczyn zrodlow|pojemnosc|grondoorzaak|первопричин|емкост',
      '容量|根本原因|障害|過負荷|メモリリーク|根本原因|故障|过载|内存泄漏',
    ],
  },
  {
    name: 'statistics and models',
    factor: 'context',
    words: [
      'statistic|probab|confidence|significan|power analysis|statistical power|sample size|sampling|false positive|false-positive|false alarm|cry wolf|cries wolf|false-discovery|multiple comparison|multiple testing|bayes|prior$|posterior|variance|bias|biased|confound|causal|causes from|calibrat|estimator|fitted|seasonal|heavy-tail|heavy tail|stationar|anomaly detect|detector|experiment|a/b|quantif|how badly|stopping rule|sequential test|error bound|simulat|monte carlo|stochastic|markov|counterfactual|uncertain|synthetic data|joint distribution|machine-learned|machine learning|risk model|predict|forecast|outlier|drift detect|attribution|attribute the|data leakage|effect size|randomis|randomiz',
      'statisti|wahrscheinlich|signifikan|stichprobe|verteilung|vorhersag|schatz|zufallig',
      'statisti|probabil|significati|echantillon|modele predict|biais|aleatoire',
      'estadistic|probabil|significativ|muestra|sesgo|predec|aleatori|statistic|campione|estatistic|amostra|statystycz|prawdopodob|statistisch|steekproef|статистич|вероятност|выборк',
      '統計|確率|有意|標本|予測|统计学|概率|显著|样本量|预测',
    ],
  },
  {
    name: 'design from scratch',
    factor: 'context',
    words: [
      'design$|designs|designing|redesign|architect|strategy|strategies|devise|derive|develop a|build a|define$|formulate|programme|framework|methodology|scheme|policy|justify|argue|argument|case for|trade-off|tradeoff|weigh|judgement|judgment|evaluate|evaluation|reason about|reconstruct|explain every|enumerate|considering|what to do|experiment|hypothes|quantify|criteria for|model the|model of|plan the|plan an|plan for|plan a|roadmap|end state|feasib',
      'entwirf|entwurf|architektur|strategie|erarbeit|leite|herleit|konzept|begrund|plane$|bewert|abwag|auslegung',
      'concois|concev|conception|architecture|strategie|elabore|derive|planifi|justifi|evalue|argument',
      'disena|diseno|arquitectura|estrategia|elabora|deriva|planific|justific|evalua|razon|argument|progett|architettura|pianifica|projet|planej|arquitetura|zaprojektuj|zaplanuj|uzasadni|ontwerp|onderbouw|спроектируй|обоснуй|спланируй',
      '設計|戦略|導いて|立案|計画|検討|设计|方案|架构|策略|推导|论证|规划',
    ],
  },
  ...failures,
];
