"use client";
import { useEffect, useRef, useState } from "react";

/**
 * Single letters from anywhere on the page, except where one types or a dialog is open. Answers whether
 * the keys are listened to: a page is drawn before it hears anything.
 */
export function useDecisionKeys(
  isOn: boolean,
  keys: Readonly<Partial<Record<string, () => void>>>,
): boolean {
  const [isListening, setIsListening] = useState(false);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  }, [keys]);
  useEffect(() => {
    if (!isOn) return;
    function onKey(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const at = event.target instanceof Element ? event.target : null;
      if (at?.closest("input, textarea, select, [contenteditable], [role=dialog]") != null) return;
      const act = latest.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", onKey);
    setIsListening(true);
    return () => {
      document.removeEventListener("keydown", onKey);
      setIsListening(false);
    };
  }, [isOn]);
  return isListening;
}
