import type {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ButtonStyle,
  ChannelType,
  ComponentType,
  InteractionType,
  MessageType,
  SeparatorSpacingSize,
  TextInputStyle,
} from "discord-api-types/v10";

/** The numbers of Discord's API that the page tells apart. Their enums cannot be served to a browser as they are. */

export const PART = {
  row: 1 as ComponentType.ActionRow,
  button: 2 as ComponentType.Button,
  input: 4 as ComponentType.TextInput,
  section: 9 as ComponentType.Section,
  text: 10 as ComponentType.TextDisplay,
  thumbnail: 11 as ComponentType.Thumbnail,
  gallery: 12 as ComponentType.MediaGallery,
  file: 13 as ComponentType.File,
  separator: 14 as ComponentType.Separator,
  container: 17 as ComponentType.Container,
  label: 18 as ComponentType.Label,
} as const;

export const SELECT = {
  string: 3 as ComponentType.StringSelect,
  user: 5 as ComponentType.UserSelect,
  role: 6 as ComponentType.RoleSelect,
  mentionable: 7 as ComponentType.MentionableSelect,
  channel: 8 as ComponentType.ChannelSelect,
} as const;

export const LINK_BUTTON = 5 as ButtonStyle.Link;
export const PARAGRAPH = 2 as TextInputStyle.Paragraph;

export const MESSAGE = {
  plain: 0 as MessageType.Default,
  renamed: 4 as MessageType.ChannelNameChange,
  pinned: 6 as MessageType.ChannelPinnedMessage,
  joined: 7 as MessageType.UserJoin,
  threadCreated: 18 as MessageType.ThreadCreated,
  reply: 19 as MessageType.Reply,
  slashAnswer: 20 as MessageType.ChatInputCommand,
  threadStarter: 21 as MessageType.ThreadStarterMessage,
  menuAnswer: 23 as MessageType.ContextMenuCommand,
} as const;

/** Bits of `APIMessage.flags`. */
export const FLAG = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 } as const;

export const CHANNEL = {
  text: 0 as ChannelType.GuildText,
  direct: 1 as ChannelType.DM,
  announcement: 5 as ChannelType.GuildAnnouncement,
  newsThread: 10 as ChannelType.AnnouncementThread,
  publicThread: 11 as ChannelType.PublicThread,
  privateThread: 12 as ChannelType.PrivateThread,
  forum: 15 as ChannelType.GuildForum,
  media: 16 as ChannelType.GuildMedia,
} as const;

export const COMMAND = {
  slash: 1 as ApplicationCommandType.ChatInput,
  user: 2 as ApplicationCommandType.User,
  message: 3 as ApplicationCommandType.Message,
} as const;

export const COMMAND_INTERACTION = 2 as InteractionType.ApplicationCommand;

export const OPTION = {
  subcommand: 1 as ApplicationCommandOptionType.Subcommand,
  group: 2 as ApplicationCommandOptionType.SubcommandGroup,
  string: 3 as ApplicationCommandOptionType.String,
  integer: 4 as ApplicationCommandOptionType.Integer,
  boolean: 5 as ApplicationCommandOptionType.Boolean,
  user: 6 as ApplicationCommandOptionType.User,
  channel: 7 as ApplicationCommandOptionType.Channel,
  role: 8 as ApplicationCommandOptionType.Role,
  mentionable: 9 as ApplicationCommandOptionType.Mentionable,
  number: 10 as ApplicationCommandOptionType.Number,
  attachment: 11 as ApplicationCommandOptionType.Attachment,
} as const;

export const WIDE = 2 as SeparatorSpacingSize.Large;
