import { defineConfig } from "vitest/config";

/** Patience for tests that open the whole house, in milliseconds: a busy machine of two cores has to keep it. */
const patience = { testTimeout: 180_000, hookTimeout: 180_000 };

/** Projects by how real they are: rules alone, vendors' wires, the whole Worker and its faults, pages in a browser. */
export default defineConfig({
  test: {
    reporters: ["default", "./tests/closing-line.ts"],
    // Each file opens a house of its own on free ports; more than two at once only wait for each other.
    maxWorkers: 2,
    projects: [
      { test: { name: "unit", include: ["tests/unit/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { name: "contracts", include: ["tests/{contracts,search}/**/*.test.ts"], ...patience } },
      { test: { name: "faults", include: ["tests/{api,faults}/**/*.test.ts"], ...patience } },
      { test: { name: "journeys", include: ["tests/journeys/**/*.test.ts"], ...patience } },
    ],
  },
});
