import { codemodCases } from '../helpers/codemod-cases.ts';

codemodCases('migrate-tools');
