/** A 1.0.4 configuration with comments and without a final newline. */
export const fleet: string = `# The fleet of the shop
fleet:
  id: "shop"   # do not rename
  maxAgents: 5

agents:
  - type: "test-executor"
    count: 3

database: {type: sqlite, filename: "./data/fleet.db"}`;

/** The same with an `ai` block, as the design documents show it. */
export const fleetWithAi: string = `${fleet}
ai:
  model: claude-opus-4     # best
  apiKey: sk-ant-very-secret-0123456789
`;
