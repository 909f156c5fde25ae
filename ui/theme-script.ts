export type ThemeChoice = "light" | "dark" | "system";
export const THEME_KEY = "gatehouse.theme";

/** Runs before the first paint, so that no page flashes in the other theme. */
export const THEME_SCRIPT = `try{var c=localStorage.getItem("${THEME_KEY}")}catch(e){}document.documentElement.dataset.theme=c==="dark"||c!=="light"&&matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light"`;
