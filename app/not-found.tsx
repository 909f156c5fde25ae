import { ButtonLink } from "@/ui/button";
import { Doorway } from "@/ui/doorway";

export const metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <Doorway
      title="There is nothing here"
      description="Either the address is wrong, or it is something you may not see: both answer the same. If the address is right, ask an admin for access."
    >
      <ButtonLink href="/" variant="primary">
        Go to the start page
      </ButtonLink>
    </Doorway>
  );
}
