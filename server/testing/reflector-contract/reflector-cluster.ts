/** A cluster of its own for the reflector's contract: its API server is stopped, held and restarted. */
export interface ReflectorCluster {
  /** Of an administrator. */
  kubeconfig: string;
  /** Of the worker: its binding is taken away and given back. */
  workerKubeconfig: string;
  /** The API server answers nothing from now on. */
  stop(): Promise<void>;
  /** It answers again. */
  resume(): Promise<void>;
  /** Versions of the past are forgotten: a watch from one of them is told that it is too old. */
  forget(): Promise<void>;
  close(): Promise<void>;
}
