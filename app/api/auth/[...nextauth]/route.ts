import { answerSignIn } from "@/server/api/sign-in-door";

export { answerSignIn as GET, answerSignIn as POST };
