/** What a streaming tool of 1.0.5 tells while it works. onComplete or onError is called once, and last. */
export interface StreamCallbacks {
  onStart?: (metadata: StreamMetadata) => void;
  onChunk?: (chunk: StreamChunk) => void;
  onProgress?: (progress: ProgressInfo) => void;
  onError?: (error: StreamError) => void;
  onComplete?: (result: StreamResult) => void;
}

/** What is known when a stream begins. */
export interface StreamMetadata {
  streamId: string;
  /** 'none' where no model is asked. */
  modelName: string;
  estimatedTokens?: number;
  capabilities: string[];
}

/** One piece of a stream. */
export interface StreamChunk {
  id: string;
  /** Counts from 0. */
  sequence: number;
  data: unknown;
  /** More of the same is to come. */
  partial: boolean;
  timestamp: Date;
}

/** How far a stream is. */
export interface ProgressInfo {
  /** From 0 to 100. */
  percent: number;
  tokensProcessed: number;
  /** In milliseconds. */
  estimatedRemaining: number;
}

/** Why a stream failed. */
export interface StreamError {
  message: string;
  code?: string;
  /** What was thrown. */
  cause?: unknown;
}

/** The whole of a stream. */
export interface StreamResult {
  data: unknown;
  metadata: {
    totalChunks: number;
    totalTokens: number;
    /** In milliseconds. */
    duration: number;
    model: string;
  };
}
