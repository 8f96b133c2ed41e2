/** Where the bytes of one open stream go. */
export interface StreamSink {
  /** Sends text now; false when the reader is slow and wants to be left alone until `drained`. */
  write(text: string): boolean;
  close(): void;
}

export interface StreamRequest {
  topics: readonly string[];
  /** Cursor of what the reader already has. */
  since: string | undefined;
  /** Whose stream it is: at most six at a time. */
  session: string;
}

/** An open stream. */
export interface OpenStream {
  /** The sink takes text again: what was held back is sent, merged. */
  drained(): void;
  /** The reader is gone. */
  end(): void;
}

/** Fan-out of changes to readers; messages of `contracts/stream.ts` in SSE framing. */
export interface LiveStream {
  /** Undefined while draining or when there are too many streams already. */
  open(request: StreamRequest, sink: StreamSink): OpenStream | undefined;
  /** Streams that are open now. */
  count(): number;
}
