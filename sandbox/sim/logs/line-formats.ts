/** The service that writes, as far as its lines tell. */
export interface Speaker {
  service: string;
  domain: string;
  stack: string;
  port: number;
  version: string;
}

/** One thing that a service says. */
export interface Saying {
  at: number;
  level: "INFO" | "WARN" | "ERROR";
  message: string;
  /** Set for answered requests. */
  request?: { method: string; path: string; status: number; ms: number };
}

function javaClass(speaker: Speaker): string {
  const name = speaker.service.split("-").map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return `c.d.${speaker.domain}.${name.slice(1).join("") || name.join("")}`;
}

function javaLine(speaker: Speaker, saying: Saying): string {
  const { request } = saying;
  const thread = request === undefined ? "main" : `nio-${speaker.port}-exec-${(request.ms % 8) + 1}`;
  const text =
    request === undefined
      ? saying.message
      : `${request.method} ${request.path} ${request.status} ${request.ms}ms`;
  return `${new Date(saying.at).toISOString()} ${saying.level.padStart(5)} 1 --- [${thread.padStart(15)}] ${javaClass(speaker)} : ${text}`;
}

function jsonLine(speaker: Speaker, saying: Saying): string {
  const { request } = saying;
  const what =
    request === undefined
      ? { msg: saying.message }
      : {
          msg: "request",
          method: request.method,
          path: request.path,
          status: request.status,
          ms: request.ms,
        };
  return JSON.stringify({
    time: new Date(saying.at).toISOString(),
    level: saying.level.toLowerCase(),
    service: speaker.service,
    ...what,
  });
}

function accessLine(saying: Saying): string {
  const { request } = saying;
  if (request === undefined)
    return `${new Date(saying.at).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ")} [${saying.level === "INFO" ? "notice" : "error"}] 1#1: ${saying.message}`;
  return `10.96.0.1 - - [${new Date(saying.at).toUTCString().slice(5, 25).replace(" GMT", "")} +0000] "${request.method} ${request.path} HTTP/1.1" ${request.status} ${request.ms * 37}`;
}

/** The line as programs of this stack write it. */
export function formatLine(speaker: Speaker, saying: Saying): string {
  if (speaker.stack === "backend-java" || speaker.stack === "batch") return javaLine(speaker, saying);
  return speaker.stack === "frontend-static" ? accessLine(saying) : jsonLine(speaker, saying);
}
