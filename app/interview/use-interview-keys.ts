import { useEffect } from "react";
import { shortcutsSwitch } from "../shortcuts/switch.ts";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { useInterview } from "./store.ts";

const stay = () => {};

/** What keys do in an interview: space, S, O, P, and Escape for the voice. */
export function useInterviewKeys(): void {
  useShortcuts({
    space: () => void useInterview.getState().conversation?.finish(),
    s: () => void useInterview.getState().conversation?.control("skip"),
    o: () => {
      const { view, conversation } = useInterview.getState();
      void conversation?.control(view?.offRecord ? "on-record" : "off-record");
    },
    p: () => {
      const { view, conversation } = useInterview.getState();
      void conversation?.control(view?.paused ? "resume" : "pause");
    },
    // Elsewhere these leave the page; here the second key would have been a button.
    "g s": stay,
    "g p": stay,
    "g t": stay,
    n: stay,
    "/": stay,
  });
  useEffect(() => {
    const listen = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && shortcutsSwitch.isOn()) useInterview.getState().conversation?.stopVoice();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
