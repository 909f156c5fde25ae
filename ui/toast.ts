/** Short words at the edge of the page. */
export interface Toast {
  readonly tone: "ok" | "bad";
  readonly title: string;
  readonly detail?: string | undefined;
}

type Show = (toast: Toast) => void;

const waiting: Toast[] = [];
const listeners = new Set<() => void>();
let show: Show | null = null;
let isNeeded = false;

function tell(toast: Toast): void {
  if (show !== null) {
    show(toast);
    return;
  }
  waiting.push(toast);
  isNeeded = true;
  for (const listener of listeners) listener();
}

/** Says something at the edge of the page that goes away by itself; from anywhere in the browser. */
export const toast = {
  /** Something worked. */
  ok: (title: string, detail?: string) => tell({ tone: "ok", title, detail }),
  /** Something did not; stays until it is closed. Where there is room, a RefusalNote is better. */
  bad: (title: string, detail?: string) => tell({ tone: "bad", title, detail }),
};

/** For the place that shows them: told when there is something to show for the first time. */
export function subscribeToNeed(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const isToastNeeded = (): boolean => isNeeded;

/** From now on they are shown by this, first those that waited; the answer ends it. */
export function showToastsBy(shower: Show): () => void {
  show = shower;
  for (const toast of waiting.splice(0)) shower(toast);
  return () => {
    if (show === shower) show = null;
  };
}
