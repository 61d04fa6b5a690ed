import { Component, h } from "preact";
import type { ComponentType } from "preact";
import type { View } from "../view.ts";

/** Draws `part` again only when one of its props is another object than before. */
export function memo<Props extends object>(part: (props: Props) => View): ComponentType<Props> {
  const Part = part as ComponentType<Props>;
  return class extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const names = new Set([...Object.keys(this.props), ...Object.keys(next)]);
      return [...names].some((name) => Reflect.get(this.props, name) !== Reflect.get(next, name));
    }
    override render(): View {
      return h(Part, this.props as Props);
    }
  };
}
