/** Loads what a recording needs later, while there is a network: it may be gone by the time somebody is finished. */
export function loadAhead(): void {
  const parts = [
    import("../components/confirm-dialog.client.tsx"),
    import("../uploads/send-until-arrived.ts"),
    import("./join-takes.client.ts"),
  ];
  // Without a network already: each part is asked for again when it is needed.
  void Promise.allSettled(parts);
}
