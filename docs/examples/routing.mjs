// Which model a task would get, and why. Nothing is spent.
import { ComplexityAnalyzer, FeatureFlagManager, ModelRouter } from 'aqe';

const rename = { id: '1', type: 'refactoring', description: 'Rename the variable x to count.' };
const { overall } = new ComplexityAnalyzer().analyze(rename);
console.log('simple:', overall <= 0.4);

const router = new ModelRouter();
const { modelName, fallbackModels } = await router.selectModel(rename);
console.log('cheapest first:', modelName.includes('haiku'), '· others:', fallbackModels.length);

const flags = new FeatureFlagManager({
  flags: { multiModelRouter: true },
  overrides: { agentType: { 'test-generator': { multiModelRouter: false } } },
});
console.log('everybody:', flags.isEnabled('multiModelRouter'));
console.log('generators:', flags.isEnabled('multiModelRouter', { agentType: 'test-generator' }));
