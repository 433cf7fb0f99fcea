import { Outlet } from "react-router";
import { LeavingBanner } from "../account/leaving-banner.tsx";
import { ErrorPage } from "../components/error-page.tsx";
import { HouseHeader } from "../house/header.tsx";
import type { Route } from "./+types/house";

/** What stands around every page inside the house. */
export default function House() {
  return (
    <>
      <HouseHeader />
      <LeavingBanner />
      <Outlet />
    </>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <>
      <HouseHeader />
      <ErrorPage error={error} />
    </>
  );
}
