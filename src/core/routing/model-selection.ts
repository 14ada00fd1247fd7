/** Which model the 1.0.5 router chose for a task, and why. Undefined where no router runs, as on 1.0.4. */
export interface ModelSelection {
  modelName: string;
  modelConfig: {
    name: string;
    provider: string;
    model: string;
    capabilities: {
      maxTokens: number;
      supportsStreaming: boolean;
      costPer1kTokens: { input: number; output: number };
    };
    complexityRange: { min: number; max: number };
    enabled: boolean;
  };
  complexity: {
    overall: number;
    tokenCount: number;
    factors: {
      codeComplexity?: number;
      dataSize?: number;
      requiresReasoning?: boolean;
      requiresCreativity?: boolean;
    };
  };
  reason: string;
  timestamp: Date;
  fallbackModels: string[];
}
