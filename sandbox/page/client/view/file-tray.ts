import { h } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { View } from "../view.ts";
import { formatSize } from "./attachments.ts";
import { Icon, IconButton } from "./icon.ts";

/** The files that will go with the message. */
export function FileTray(props: { files: readonly File[]; onRemove: (file: File) => void }): View | null {
  if (props.files.length === 0) return null;
  return h(
    "ul",
    { class: "file-tray", "aria-label": "Attached files" },
    props.files.map((file, index) =>
      h(
        "li",
        { key: `${file.name}-${index}` },
        file.type.startsWith("image/") ? h(Preview, { file }) : h(Icon, { name: "file", size: 36 }),
        h("span", { class: "file-name" }, file.name),
        h("span", { class: "dim" }, formatSize(file.size)),
        h(IconButton, { icon: "close", label: `Remove ${file.name}`, onClick: () => props.onRemove(file), size: 16 }),
      ),
    ),
  );
}

function Preview({ file }: { file: File }): View | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return url === null ? null : h("img", { src: url, alt: "" });
}
