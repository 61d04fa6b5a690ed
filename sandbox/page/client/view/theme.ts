import { useEffect, useLayoutEffect, useState } from "preact/hooks";

export type Theme = "dark" | "light";

const KEY = "talkback.theme";

function systemTheme(): Theme {
  return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

/** The system's wish, until the visitor chooses; the choice is remembered. */
export function useTheme(): [Theme, () => void] {
  const stored = localStorage.getItem(KEY);
  const [chosen, setChosen] = useState<Theme | null>(stored === "dark" || stored === "light" ? stored : null);
  const [system, setSystem] = useState<Theme>(systemTheme);
  const theme = chosen ?? system;
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: light)");
    const follow = (): void => setSystem(systemTheme());
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const toggle = (): void => {
    const next = theme === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, next);
    setChosen(next);
  };
  return [theme, toggle];
}
