// The Nu HTML checker on every page, style sheet and SVG picture: no errors and no warnings.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const JAR = join(createRequire(import.meta.url).resolve('vnu-jar/package.json'), '../build/dist/vnu.jar');

export async function nu({ site }) {
  const folder = await mkdtemp(join(tmpdir(), 'shirube-nu-'));
  try {
    const names = new Map(); // what the checker is given, and what it is called on the site
    for (const file of site.files.filter((name) => /\.(html|css|svg)$/.test(name))) {
      const isStyled = file.endsWith('.css') || file.endsWith('/one-file.html');
      names.set(isStyled ? await inOlderWords(site, file, folder) : join(site.folder, file), file);
    }
    const { messages } = JSON.parse(await vnu([...names.keys()]));
    const problems = messages.map((message) => ({
      page: place(names, message),
      what: `${message.subType ?? message.type}: ${message.message}`,
      detail: message.extract?.replace(/\s+/g, ' ').trim(),
    }));
    return { problems, looked: names.size, at: 'files' };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * A copy of a style sheet for the checker, whose grammar of CSS ends before container queries: it would stumble over
 * their units and skip their blocks unread. Words of the same length stand in for them, so that everything else is
 * checked and lines and columns stay. A page with its style within gets the same; its policy is left to the browser,
 * since the checker knows no hashes.
 */
async function inOlderWords(site, file, folder) {
  const css = await readFile(join(site.folder, file), 'utf8');
  const older = css
    .replace(/@container(?= *\()/g, '@media    ')
    .replace(/(?<=\d)cq[iwbh]\b/g, 'vw ')
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, (policy) => ' '.repeat(policy.length))
    .replace(/\bcontainer-type: *(inline-size|size|normal);?/g, (declaration) => ' '.repeat(declaration.length));
  const copy = join(folder, file.replaceAll('/', '_'));
  await writeFile(copy, older);
  return copy;
}

/** All files in one process: starting Java costs more than checking a page. */
function vnu(files) {
  const options = ['-Dfile.encoding=UTF-8', '-jar', JAR, '--format', 'json', '--stdout', '--also-check-css', '--also-check-svg'];
  return new Promise((resolve, reject) => {
    // In a locale without UTF-8, Java cannot open files in a folder with a Japanese name.
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const java = spawn('java', [...options, ...files], { stdio: ['ignore', 'pipe', 'pipe'], env });
    let out = '';
    let err = '';
    java.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
    java.stderr.setEncoding('utf8').on('data', (text) => { err += text; });
    java.on('error', (error) => reject(new Error(error.code === 'ENOENT'
      ? 'there is no Java: install the package default-jre-headless'
      : `java could not be started: ${error.message}`)));
    java.on('close', (code) => {
      // The exit code is 1 where there are messages; without JSON the checker itself has failed.
      if (out.startsWith('{')) resolve(out);
      else reject(new Error(`the Nu checker ended with ${code}: ${err.trim()}`));
    });
  });
}

function place(names, { url, lastLine, firstColumn, lastColumn }) {
  const file = url ? names.get(fileURLToPath(url)) ?? url : 'the checker';
  return lastLine ? `${file}:${lastLine}:${firstColumn ?? lastColumn}` : file;
}
