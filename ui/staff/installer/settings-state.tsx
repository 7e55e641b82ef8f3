// Where settings are saved, or why they cannot be, and how to come by a file.
import type { InstallerOverview } from '../../../server/installer/schema.ts';
import { zhInstaller } from '../../text/zh-installer.ts';

const text = zhInstaller.file;

export function SettingsState({ overview: { file, fault } }: { overview: InstallerOverview }) {
  if (file === null) {
    return (
      <div class="note note-plain">
        <div>
          <b>{text.demo}</b>
          <ol class="steps">
            {text.demoSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <a class="button button-plain" href="/api/installer/starting-file" download>
            {text.download}
          </a>
        </div>
      </div>
    );
  }
  return (
    <>
      <p class="quiet settings-file">
        {text.saved} <code>{file}</code>
      </p>
      {fault && (
        <div class="note note-trouble" role="alert">
          <p>{text.fault}</p>
          <code>{fault}</code>
        </div>
      )}
    </>
  );
}
