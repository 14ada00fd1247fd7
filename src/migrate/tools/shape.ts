import type { ClassSite } from '../code/facts/class-facts.ts';
import type { ParsedFile } from '../code/facts/file-facts.ts';
import { nameOfProperty } from '../code/facts/names.ts';
import { endOf, startOf } from '../code/syntax/path-at.ts';

/** The helpers of 1.0.4's BaseHandler. */
export const helpers: ReadonlySet<string> = new Set([
  'createSuccessResponse',
  'createErrorResponse',
  'generateRequestId',
  'validateRequired',
  'safeHandle',
  'measureExecutionTime',
]);

/** How much a class looks like 1.0.4's BaseHandler. */
export interface HandlerShape {
  /** It has a helper of BaseHandler's. */
  readonly helps: boolean;
  /** It mentions the type that BaseHandler answers with. */
  readonly responds: boolean;
  /** JavaScript has no word for a method that is left to the classes below. */
  readonly javascript: boolean;
}

/** Looks for the signs of 1.0.4's BaseHandler in a class. */
export function shapeOf({ node }: ClassSite, { text, language }: ParsedFile): HandlerShape {
  const code = text.slice(startOf(node), endOf(node));
  return {
    helps: node.body.body.some((member) => {
      const key = 'key' in member ? member.key : undefined;
      const name = typeof key === 'object' ? nameOfProperty(key, false) : undefined;
      return name !== undefined && helpers.has(name);
    }),
    responds: /\bHandlerResponse\b/.test(code),
    javascript: language === 'javascript',
  };
}
