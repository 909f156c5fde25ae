"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { Fragment, useEffect, useRef, useState } from "react";
import { classes } from "./classes";
import { Link } from "./link";
import type { Asked, MenuChoices, MenuFile, MenuItem, MenuLink, MenuProps } from "./menu";

const ITEM =
  "flex w-full cursor-pointer items-center gap-2 rounded px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover";

interface MenuPopupProps extends MenuProps {
  readonly askedBy: Asked;
}

/** The whole menu. It was asked for before it was there, so it opens at once. */
export function MenuPopup(props: MenuPopupProps) {
  const { trigger, side = "bottom", align = "end", heading, groups, askedBy } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Pressed as the person did, where it matters by what.
    if (askedBy === "keyboard") button.current?.click();
    else setOpen(true);
  }, [askedBy]);
  return (
    <Base.Root modal={false} open={open} onOpenChange={setOpen}>
      <Base.Trigger ref={button} render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50 outline-none">
          <Base.Popup className="min-w-48 origin-(--transform-origin) rounded-lg border border-line bg-raised p-1 shadow-high outline-none transition duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {heading}
            {groups.map((group, at) => (
              <Fragment key={group[0]?.label}>
                {(at > 0 || heading !== undefined) && (
                  <Base.Separator className="my-1 h-px bg-line-soft" />
                )}
                {group.map((entry) => (
                  <Entry key={entry.label} entry={entry} />
                ))}
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface EntryProps {
  readonly entry: MenuItem | MenuLink | MenuFile | MenuChoices;
}

function Entry({ entry }: EntryProps) {
  if (entry.kind === "choices") return <Choices {...entry} />;
  const { icon: Icon, label } = entry;
  const content = (
    <>
      <Icon aria-hidden className="size-4 shrink-0 opacity-70" />
      {label}
    </>
  );
  if (entry.kind !== "item") {
    const { kind, href } = entry;
    // biome-ignore lint/a11y/useAnchorContent: what stands in the entry becomes its content
    const link = kind === "file" ? <a href={href} download /> : <Link href={href} />;
    return (
      <Base.LinkItem closeOnClick render={link} className={ITEM}>
        {content}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item
      onClick={entry.onSelect}
      className={classes(ITEM, entry.tone === "bad" && "text-bad")}
    >
      {content}
    </Base.Item>
  );
}

function Choices({ label, value, choices, onChoose }: MenuChoices) {
  return (
    <Base.RadioGroup value={value} onValueChange={(chosen: string) => onChoose(chosen)}>
      <Base.GroupLabel className="px-2 pt-1 pb-0.5 text-xs text-muted">{label}</Base.GroupLabel>
      {choices.map(({ value: each, label: word, icon: Icon }) => (
        <Base.RadioItem key={each} value={each} className={ITEM}>
          <Icon aria-hidden className="size-4 shrink-0 opacity-70" />
          {word}
          <Base.RadioItemIndicator className="ml-auto">
            <Check aria-hidden className="size-4" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
