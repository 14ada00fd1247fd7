import type { Concept } from './concept.ts';

/** What code, logs and differences that come with a task show. */
export const codeConcepts: readonly Concept[] = [
  {
    name: 'branches and loops',
    factor: 'structure',
    words: [
      'if$|elif|else|for$|foreach|while$|switch$|case$|catch$|except$|try$|match$|when$|unless|guard$|break$|continue$|loop$|until$',
    ],
  },
  {
    name: 'asynchronous code',
    factor: 'structure',
    words: [
      'await|async|promise|then$|future|suspend|coroutine|goroutine|callback|observable|subscribe|emit|channel|chan$|select$|tokio|spawn|executor',
    ],
  },
  {
    name: 'locks and shared state in code',
    factor: 'structure',
    words: [
      'atomic|mutex|lock|unlock|synchronized|volatile|semaphore|thread|concurrent|compare|cas$|notify|wait$|rlock|rwmutex|sync$|barrier|fence|acquire|release|memory order|relaxed|worker|shared|static mut|nonlocal|global$|queue|poll$|peek$|inflight|pending|busy',
    ],
  },
  {
    name: 'database and transactions in code',
    factor: 'structure',
    words: [
      'begin$|commit|rollback|transaction|isolation|serializable|repeatable|for update|skip locked|advisory|update$|insert$|alter$|index$|constraint|foreign key|upsert|on conflict|redis|incr$|expire|setnx|ttl|cache|kafka|consumer|offset|topic|partition|producer|outbox|replica|lease|version|seq$|idempot|retry|attempt|backoff|timeout',
    ],
  },
  {
    name: 'money and number arithmetic in code',
    factor: 'structure',
    words: [
      'round|floor|ceil|tofixed|float|double$|decimal|bigint|cents|amount|balance|charge|refund|total|rate$|interest|percent|sum$|variance|mean$|sqrt|epsilon|math',
    ],
  },
  {
    name: 'security in code',
    factor: 'structure',
    words: [
      'hmac|sha|md5|aes|cipher|encrypt|decrypt|bcrypt|token|secret|password|nonce|iv$|salt|session|cookie|redirect|authorize|verify|jwt|random|csrf|sanitize|exec$|eval$|sign$|signature|pull request target|permission',
    ],
  },
  {
    name: 'time in code',
    factor: 'structure',
    words: [
      'now$|date$|datetime|gettime|timestamp|clock|timezone|utc|settimeout|sleep|interval|deadline|elapsed|hours$|tz$',
    ],
  },
  {
    name: 'test code',
    factor: 'structure',
    words: [
      'expect$|assert|describe$|it$|test$|beforeeach|aftereach|fixture|mock|stub|spec$|pytest|jest|vi$|tobe|toequal',
    ],
  },
  {
    name: 'results and reports',
    factor: 'structure',
    words: [
      'pass|passed|fail|failed|failures|skipped|ok$|error$|warning|info$|warn$|debug$|severity|stmts|branch$|lines$|coverage|testcase|testsuite|get$|post$|put$',
    ],
  },
];
