import fontUrl from "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?url";
import { type ReactNode, useEffect, useRef } from "react";
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
import { appContext } from "./context.ts";
import favicon from "./favicon.svg?url";
import { chooseLanguage, languages } from "./messages/languages.ts";
import { Translator } from "./messages/translator.tsx";
import { useWords } from "./messages/use-words.ts";

export const links: LinksFunction = () => [
  { rel: "preload", href: fontUrl, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: styles },
  { rel: "icon", href: favicon, type: "image/svg+xml" },
];

export function loader({ request, context }: Route.LoaderArgs) {
  const { viewer } = context.get(appContext);
  return {
    language: chooseLanguage(request.headers.get("accept-language")),
    viewer: viewer && { id: viewer.userId, name: viewer.name },
  };
}

export function Layout({ children }: { children: ReactNode }) {
  const language = useRouteLoaderData<typeof loader>("root")?.language ?? languages[0];
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#fbf7f0" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1b1715" media="(prefers-color-scheme: dark)" />
        <Links />
      </head>
      <body>
        <Translator language={language}>
          <SkipLink />
          {children}
        </Translator>
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
      className="sr-only rounded-soft bg-card px-4 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
    >
      {t("skip")}
    </a>
  );
}

export default function App() {
  useFocusOnArrival();
  return <Outlet />;
}

/** After a link inside the house, keyboard and screen reader go on at the new page's main part. */
function useFocusOnArrival() {
  const { pathname } = useLocation();
  const arrived = useRef(pathname);
  useEffect(() => {
    if (arrived.current === pathname) return;
    arrived.current = pathname;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [pathname]);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
