/** `/quote`, its form, and the quotes that it posts. */
export const quoteEn = {
  by: (member: string) => `Quoted by ${member}`,
  from: (title: string) => `on ${title}`,
  done: (link: string) => `Quoted: ${link}`,
  asOfNow: (when: string) => `as it was ${when}; edits and removals do not show here`,
  doneAway:
    "Quoted. Here I am no member, so I cannot change the quote later when its comment changes: take it back with its button if it should go.",
  takeBack: "Take back",
  takenBack: "The quote is gone.",
  cut: "shortened",
  edited: "edited since it was quoted",
  gone: "This comment was removed, deleted or held back since it was quoted.",
  passageTitle: "Quote a passage",
  passage: "Passage",
  passageHint: "Leave what you want to quote. For what you leave out in between, write […]",
  passageUnknown:
    "The comment does not say that. A quote repeats it to the letter; for what you leave out in between, write […]. You typed:",
  passageMissing: "There is nothing to quote: leave at least a word of the comment.",
};

export const quoteErrorsEn = {
  passageNotFound: () => quoteEn.passageUnknown,
  quoteTooPublic: ({ channelId }: { channelId: string }) =>
    `More people can read <#${channelId}> than can read that comment, so I do not quote it there. Choose a channel that only its readers see.`,
  quoteNotForAll: () =>
    "Not every member of its server can read that comment, so I quote it nowhere else. In its own server `/quote` works.",
  notYourQuote: () => "Only whoever quoted it, or a moderator, can take a quote back.",
  tooManyQuotes: () => "This article's comments are quoted as often as I can keep up to date. Take a quote back first.",
};
