import { signInDoor } from "@/server/api/sign-in-door";

export { signInDoor as GET, signInDoor as POST };
