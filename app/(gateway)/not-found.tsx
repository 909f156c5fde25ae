import { SearchX } from "lucide-react";
import { ButtonLink } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";

export const metadata = { title: "Not found" };

export default function NotFoundHere() {
  return (
    <Page title="Not found" width="narrow">
      <Empty
        icon={SearchX}
        title="There is nothing here."
        action={<ButtonLink href="/">Go to the start page</ButtonLink>}
      >
        Either the address is wrong, or it is something you may not see: both answer the same. If
        the address is right, ask an admin for access.
      </Empty>
    </Page>
  );
}
