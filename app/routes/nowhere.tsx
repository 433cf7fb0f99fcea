import { data } from "react-router";

/** No page has this address: the error page says so. */
export function loader() {
  throw data(null, { status: 404 });
}

export function action() {
  throw data(null, { status: 404 });
}

export default function Nowhere() {
  return null;
}
