import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

// What the engine looks for in the built page. Each must be there exactly once, byte for byte.
const slots = ['<script type="application/json" id="brief-data">null</script>', '<title>blocs brief</title>'];

// The page must never reach for the network, whatever its data say: forbid it rather than hope.
const policy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function briefPage(): Plugin {
  return {
    name: 'brief-page',
    apply: 'build',
    transformIndexHtml: (html) =>
      html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`),
    writeBundle(options) {
      const folder = options.dir ?? 'dist';
      const page = join(folder, 'brief.html');
      renameSync(join(folder, 'index.html'), page);
      const html = readFileSync(page, 'utf8');
      for (const slot of slots) {
        const found = html.split(slot).length - 1;
        if (found !== 1) this.error(`${page} holds ${slot} ${found} times; the engine needs it exactly once`);
      }
      const outside = html.match(/<(?:script|link|img)[^>]+(?:src|href)="(?!data:)[^"]*"/);
      if (outside) this.error(`${page} is not self-contained: ${outside[0]}`);
    },
  };
}

export default defineConfig({
  plugins: [svelte(), viteSingleFile({ removeViteModuleLoader: true }), briefPage()],
  build: { target: 'es2022', emptyOutDir: true, chunkSizeWarningLimit: 2000 },
});
