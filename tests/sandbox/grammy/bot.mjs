// A small grammY bot for the tests: node bot.mjs <api root> <token> [<webhook port> <secret>]
import { createServer } from "node:http";
import { Bot, InlineKeyboard, InputFile, webhookCallback } from "grammy";

const [apiRoot, token, port, secretToken] = process.argv.slice(2);
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const bot = new Bot(token, { client: { apiRoot } });
const picture = () => new InputFile(PIXEL, "pixel.png");

bot.command("start", (ctx) => ctx.reply("<b>Well?</b>", {
  parse_mode: "HTML", reply_markup: new InlineKeyboard().text("Yes", "yes").text("No", "no"),
}));
bot.callbackQuery(["yes", "no"], async (ctx) => {
  await ctx.answerCallbackQuery({ text: "Noted" });
  await ctx.editMessageText(`You said ${ctx.callbackQuery.data}`);
});
bot.command("photo", (ctx) => ctx.replyWithPhoto(picture(), { caption: "A pixel" }));
bot.command("album", (ctx) => ctx.replyWithMediaGroup([
  { type: "photo", media: picture(), caption: "first" }, { type: "photo", media: picture() },
]));
bot.on("message:document", async (ctx) => {
  const file = await ctx.getFile();
  const content = await (await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`)).text();
  await ctx.reply(`Read: ${content}`);
});
bot.on("inline_query", (ctx) => ctx.answerInlineQuery([{
  type: "article", id: "1", title: "Echo", input_message_content: { message_text: ctx.inlineQuery.query },
}]));
bot.on("message", (ctx) => ctx.forwardMessage(ctx.chat.id));

await bot.api.setMyCommands([{ command: "photo", description: "A picture" }]);
if (port) {
  createServer(webhookCallback(bot, "http", { secretToken })).listen(Number(port), "127.0.0.1", () =>
    bot.api.setWebhook(`http://127.0.0.1:${port}/`, { secret_token: secretToken }));
} else {
  bot.start();
}
