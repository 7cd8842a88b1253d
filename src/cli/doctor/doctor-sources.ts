import type { Settings } from '../../config/settings';
import { formatSourceSpec } from '../../config/source-specs';
import { LoopwatchError } from '../../contract/errors';
import { type Finding, ok, problem } from './doctor-finding';
import { checkSource } from './doctor-source';
import type { DoctorTools } from './doctor-tools';

/** Each source in turn: what a folder holds, and whether Google lists what it is asked for. */
export async function checkSources(settings: Settings, tools: DoctorTools): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const spec of settings.sources) {
    if (spec.kind === 'folder') {
      findings.push(...(await checkSource(spec.folder, tools.recognise)));
      continue;
    }
    const name = formatSourceSpec(spec);
    try {
      const files = await tools.listSource({ ...settings, sources: [spec] });
      findings.push(ok(`${name}: ${files.length} files: ${files.slice(0, NAMED).join(', ') || 'none'}`));
    } catch (error) {
      if (!(error instanceof LoopwatchError)) throw error;
      findings.push(problem(`${name}: ${error.message}`, error.remedy ?? 'docs/google.md tells more.'));
    }
  }
  return findings;
}

const NAMED = 5;
