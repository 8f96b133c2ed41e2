/** An image by repository (`payment/payment-gateway-api`, a registry host before it is allowed) and tag or digest. */
export interface ImageReference {
  repository: string;
  reference: string;
}

/** `unknown`: the registry did not say; nobody may take that for a yes or a no. */
export type ImageAnswer =
  | { state: "found"; digest: string }
  | { state: "missing" }
  | { state: "unknown"; message: string };

/** Asks a registry about images. Never rejects for an answer or a silence of the registry. */
export interface ImageRegistry {
  /** Digest of the manifest behind a tag, asked fresh. Ends within 5 s. */
  resolve(image: ImageReference, signal?: AbortSignal): Promise<ImageAnswer>;
}
