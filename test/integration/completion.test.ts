import { expect, it } from 'vitest';
import { inProcess } from '../helpers/run-cli.ts';

it.each(['bash', 'zsh', 'fish'])('prints the script for %s', async (shell) => {
  const { code, stdout, stderr } = await inProcess(['completion', shell]);
  expect(stdout).toMatch(/^#/);
  expect(stdout).toContain('aqe completion candidates -- ');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it('refuses another shell and names those it knows', async () => {
  const { code, stdout, stderr } = await inProcess(['completion', 'tcsh']);
  expect(stderr).toContain('Allowed choices are bash, zsh, fish.');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

it('offers words with their descriptions, one a line', async () => {
  const { code, stdout } = await inProcess(['completion', 'candidates', '--', 'completi']);
  expect(stdout).toBe('completion\tprint the script that completes aqe in a shell\n');
  expect(code).toBe(0);
});

it('asks the shell for files', async () => {
  const { stdout } = await inProcess(['completion', 'candidates', '--', 'doctor', '--config', '']);
  expect(stdout).toBe(':files\n');
});

it('takes words that look like options of its own as words', async () => {
  const words = ['--help', '--json', '--version', '--no-color', '--', ''];
  const { code, stdout, stderr } = await inProcess(['completion', 'candidates', '--', ...words]);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('does not show what only the scripts need', async () => {
  const { stdout } = await inProcess(['completion', '--help']);
  expect(stdout).not.toContain('candidates');
});
