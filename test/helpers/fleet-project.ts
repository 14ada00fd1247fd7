import Database from 'libsql';
import { type Project, project } from './project.ts';

/** The configuration of {@link fleetProject}. */
export const fleetYaml = `fleet:
  id: shop # ours
agents:
  - type: test-executor
    count: 2
database:
  type: sqlite
  filename: ./data/fleet.db
`;

/** A project with a configuration and a small database, as 1.0.4 leaves it. */
export function fleetProject(files: Readonly<Record<string, string>> = {}): Project {
  const folder = project({ 'config/fleet.yaml': fleetYaml, 'data/fleet.db': '', ...files });
  execute(folder, 'CREATE TABLE tasks (id TEXT)');
  execute(folder, "INSERT INTO tasks VALUES ('first')");
  return folder;
}

/** Changes the database of the project. */
export function execute(folder: Project, sql: string): void {
  const database = new Database(folder.path('data/fleet.db'));
  database.exec(sql);
  database.close();
}

/** All files with their bytes, to compare a project with itself. */
export function contents(folder: Project): Readonly<Record<string, string>> {
  return Object.fromEntries(
    folder.list().map((name) => [name, folder.bytes(name).toString('base64')]),
  );
}
