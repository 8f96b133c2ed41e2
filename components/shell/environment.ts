/** An environment of the switch; `protected` when its changes need an approval, which draws the tape. */
export type ShellEnvironment = { name: string; protected: boolean };
