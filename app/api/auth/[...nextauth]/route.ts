import { answerAuth } from "@/server/runtime/pages";

export { answerAuth as GET, answerAuth as POST };
