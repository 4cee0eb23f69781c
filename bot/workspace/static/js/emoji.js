// The emoji names that cards and desks commonly use; any other :name: stays as it was typed.

const TABLE = `+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 eyes 👀 rocket 🚀 fire 🔥 tada 🎉 warning ⚠️ white_check_mark ✅ x ❌
heavy_check_mark ✔️ ballot_box_with_check ☑️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊
calendar 📆 date 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️ clock1 🕐 clock8 🕗
bell 🔔 no_bell 🔕 mute 🔇 loudspeaker 📢 mega 📣 speech_balloon 💬 thought_balloon 💭 newspaper 📰 page_facing_up 📄
page_with_curl 📃 bookmark_tabs 📑 clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 lock 🔒 unlock 🔓 key 🔑
mag 🔍 mag_right 🔎 bulb 💡 gear ⚙️ wrench 🔧 hammer 🔨 toolbox 🧰 package 📦 inbox_tray 📥 outbox_tray 📤 email 📧 envelope ✉️
moneybag 💰 dollar 💵 money_with_wings 💸 bank 🏦 office 🏢 hospital 🏥 pill 💊 syringe 💉 dna 🧬 microscope 🔬 test_tube 🧪
petri_dish 🧫 brain 🧠 drop_of_blood 🩸 stethoscope 🩺 scales ⚖️ classical_building 🏛️ briefcase 💼 handshake 🤝
red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵 purple_circle 🟣 white_circle ⚪
black_circle ⚫ large_red_square 🟥 large_green_square 🟩 large_yellow_square 🟨 large_blue_square 🟦 white_square ⬜ black_large_square ⬛
small_red_triangle 🔺 small_red_triangle_down 🔻 arrow_up ⬆️ arrow_down ⬇️ arrow_right ➡️ arrow_left ⬅️ arrow_upper_right ↗️
arrow_lower_right ↘️ arrows_counterclockwise 🔄 repeat 🔁 heavy_plus_sign ➕ heavy_minus_sign ➖ question ❓ grey_question ❔
exclamation ❗ grey_exclamation ❕ bangbang ‼️ interrobang ⁉️ information_source ℹ️ no_entry ⛔ no_entry_sign 🚫 octagonal_sign 🛑
construction 🚧 rotating_light 🚨 zap ⚡ star ⭐ star2 🌟 sparkles ✨ boom 💥 dart 🎯 trophy 🏆 first_place_medal 🥇 second_place_medal 🥈
third_place_medal 🥉 100 💯 sunny ☀️ sunrise 🌅 crescent_moon 🌙 partly_sunny ⛅ cloud ☁️ snowflake ❄️ umbrella ☔ coffee ☕ beers 🍻
heart ❤️ broken_heart 💔 green_heart 💚 blue_heart 💙 clap 👏 pray 🙏 wave 👋 muscle 💪 point_right 👉 point_left 👈 point_up ☝️
point_down 👇 raised_hands 🙌 ok_hand 👌 grinning 😀 smile 😄 smiley 😃 slightly_smiling_face 🙂 wink 😉 joy 😂 sweat_smile 😅
thinking_face 🤔 neutral_face 😐 expressionless 😑 worried 😟 cry 😢 sob 😭 scream 😱 sunglasses 😎 nerd_face 🤓 shrug 🤷 facepalm 🤦
robot_face 🤖 bear 🐻 ox 🐂 bull 🐂 whale 🐋 seedling 🌱 four_leaf_clover 🍀 globe_with_meridians 🌐 earth_americas 🌎 us 🇺🇸 eu 🇪🇺 gb 🇬🇧
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ new 🆕 up 🆙 ok 🆗 sos 🆘 soon 🔜 end 🔚 checkered_flag 🏁 triangular_flag_on_post 🚩
memo 📝 pencil 📝 pencil2 ✏️ books 📚 book 📖 label 🏷️ computer 💻 desktop_computer 🖥️ telephone 📞 satellite 🛰️ battery 🔋 electric_plug 🔌`;

const words = TABLE.split(/\s+/);
export const EMOJI = new Map();
for (let at = 0; at < words.length; at += 2) EMOJI.set(words[at], words[at + 1]);

export const QUICK = ["+1", "eyes", "white_check_mark", "rocket", "chart_with_upwards_trend", "chart_with_downwards_trend", "fire", "tada", "warning", "question", "pray", "100"];

/** The sign of a name (skin tones left out), or undefined. */
export const emoji = (name) => EMOJI.get(name.split("::")[0]);
