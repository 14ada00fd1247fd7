import type { Concept } from './concept.ts';

/** What the work is about. */
export const subjects: readonly Concept[] = [
  {
    name: 'test tools',
    factor: 'context',
    words: [
      'playwright|cypress|selenium|espresso|xctest|appium|jest|vitest|mocha|pytest|junit|rspec|testing library|supertest|testcontainer|pact|msw|nock|wiremock|mock|stub|spy|k6|jmeter|gatling|locust|storybook|cucumber|gherkin|stryker|mutant|mutation|selector|page object|fake server|fake timers|fake clock|snapshot|visual|axe$|a11y|accessib|lighthouse|percy|postman|newman|robot framework|httptest|minio',
      '模拟|桩|モック',
    ],
  },
  {
    name: 'user interface and endpoints',
    factor: 'context',
    words: [
      'form$|button|screen|component|dialog|modal|picker|page$|list view|dropdown|keyboard|locale|login|checkout|wishlist|basket|cart$|search|filter|pagination|upload|import|export|endpoint|route$|routes|controller|middleware|handler|webhook|api$|resolver|mutation|query|graphql|rest$|validation|invalid|error state|empty state|loading|permission|role|cli$|exit code|flag$|option|stdin|stderr',
      'formular|warenkorb|anmeld|registrier|suche|endpunkt|gultig|ungultig',
      'formulaire|panier|connexion|inscription|recherche|valid',
      'formulario|carrito|inicio de sesion|registro|busqueda|valid|carrello|carrinho|cadastro|koszyk|winkelwagen|корзин',
      'カート|登録|フォーム|検索|正常系|异常|购物车|注册|登录|表单|有效输入|无效输入',
    ],
  },
  {
    name: 'gates and reports',
    factor: 'context',
    words: [
      'coverage|threshold|gate$|gates$|report|lint|eslint|sonar|budget|build$|pipeline|ci$|nightly|runner|job$|jobs$|workflow|badge|lcov|audit$|dependabot|alert|warning|quality|checklist|criteria|release|version',
      'abdeckung|schwelle|bericht|freigabe',
      'couverture|rapport|seuil|porte de qualite',
      'cobertura|informe|umbral|copertura|rapporto|relatorio|pokryci|dekking|покрыти',
      'カバレッジ|受け入れ基準|报告|覆盖率|验收标准',
    ],
  },
  {
    name: 'several systems',
    factor: 'token',
    words: [
      'services|teams|systems|producers|consumers|gateway|producer|consumer|downstream|upstream|across|platforms|monolith|microservice|warehouse|partner|partners|mesh|clients|layers|caches|environments|repos|repositories|stores|worldwide|end to end|each of|both sides|all of them|app and|api and',
      'dienste|dienst$|systeme|teams|plattform|uber drei|mehrere',
      'services|systemes|equipes|entre le|entre la',
      'servicios|sistemas|equipos|entre tres|servizi|servicos|uslug|diensten|сервис|систем',
      'サービス|システム|三つの|服务|系统|多个',
    ],
  },
  {
    name: 'large numbers',
    factor: 'token',
    words: [
      'million|billion|thousand|percent of|years of|days of|months of|a day|per second|a week|an hour|hours$|millionen|jahre|millones|anos$|annees|milliard|万|亿',
    ],
  },
];
