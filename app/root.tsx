import fontUrl from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url";
import { lazy, type ReactNode, Suspense, useEffect, useRef } from "react";
import {
  Links,
  type LinksFunction,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteLoaderData,
} from "react-router";
import type { Route } from "./+types/root";
import styles from "./app.css?url";
import { ErrorPage } from "./components/error-page.tsx";
import { useHydrated } from "./components/local-time.tsx";
import { appContext } from "./context.ts";
import favicon from "./favicon.svg?url";
import { useFamilyId } from "./house/use-family-id.ts";
import { LanguageSwitch } from "./messages/language-switch.tsx";
import { directions } from "./messages/languages.ts";
import { useWords } from "./messages/use-words.ts";
import { readLastFamily } from "./session/last-family.ts";

const KeyboardShortcuts = lazy(() => import("./shortcuts/shortcuts.tsx"));

export const links: LinksFunction = () => [
  { rel: "preload", href: fontUrl, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: favicon, type: "image/svg+xml" },
];

export function loader({ request, context }: Route.LoaderArgs) {
  const { viewer } = context.get(appContext);
  return {
    viewer: viewer && { id: viewer.userId, name: viewer.name, deleteAfter: viewer.deleteAfter },
    lastFamilyId: viewer && readLastFamily(request),
  };
}

export function Layout({ children }: { children: ReactNode }) {
  const { language } = useWords();
  return (
    <html lang={language} dir={directions[language]}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#fbf7f0" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1b1715" media="(prefers-color-scheme: dark)" />
        <Links />
      </head>
      <body className="group">
        <SkipLink />
        {children}
        <Footer />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

function SkipLink() {
  const { t } = useWords();
  return (
    <a
      href="#main"
      className="sr-only rounded-soft bg-card px-4 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:start-2 focus:z-50"
    >
      {t("skip")}
    </a>
  );
}

/** What stands under every page. Where something is docked to the screen's lower edge it keeps clear of it. */
function Footer() {
  return (
    <footer className="mx-auto flex max-w-6xl flex-wrap justify-end gap-x-4 px-5 pb-6 max-lg:group-has-data-docked:pb-56">
      <Keys />
      <LanguageSwitch />
    </footer>
  );
}

/** The keyboard's shortcuts, once the page is taken over by the browser. */
function Keys() {
  const root = useRouteLoaderData<typeof loader>("root");
  const familyId = useFamilyId(root?.lastFamilyId);
  if (!useHydrated() || !root?.viewer || !familyId) return null;
  return (
    <Suspense>
      <KeyboardShortcuts familyId={familyId} />
    </Suspense>
  );
}

export default function App() {
  useFocusOnArrival();
  return <Outlet />;
}

/** After a link inside the house, keyboard and screen reader go on at the new page's main part, or where that says. */
function useFocusOnArrival() {
  const { pathname } = useLocation();
  const arrived = useRef(pathname);
  useEffect(() => {
    if (arrived.current === pathname) return;
    arrived.current = pathname;
    const main = document.getElementById("main");
    (main?.querySelector<HTMLElement>("[data-arrive]") ?? main)?.focus({ preventScroll: true });
  }, [pathname]);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
