/*
 * What people choose when they must think of a password: the words that lead every published list of leaked passwords, and
 * the whole passwords of twelve characters or more that stand highest in them and that no rule of password.ts catches.
 */

/** Words of which a password may not consist alone, however they are joined, capitalised, numbered or spelled with figures. */
export const commonWords = new Set(
  `
  abc access account admin administrator agency amanda andrew angel angela anthony apple april arsenal asdf asdfgh asdfghjkl ashley
  august austin autumn baby babygirl bailey banana barcelona baseball basketball batman bayern beautiful berlin blink bonjour
  business buster butterfly buttercup celtic change changeit changeme charlie cheese chelsea chester chicken chocolate chris
  christian christmas client codeword company computer cookie corona corvette cowboy creative customer dallas daniel david
  december default demo diamond dolphin donald dragon drowssap elizabeth email eminem enter everton facebook family february
  ferrari flower football forever freedom friday friends galaxy gandalf george ginger girl google guest guitar hallo hallowelt
  hammer hannah happy harley harry hawaii heather hello hockey home hottie hunter iceman iloveu iloveyou internet invoice iphone
  jackson january jasmine jennifer jessica jesus john jordan joseph joshua july june justin killer king kitten lakers letmein
  leverkusen linkedin liverpool login london looking love lovely lover loveme lovers loveyou maggie mama manager manchester manutd
  march maria marina marley martin master matrix matthew maverick me member mercedes merlin michael michelle microsoft midnight
  mike minecraft monday money monkey morgan mother mustang my mypassword naruto nicole nirvana november october office oliver
  orange owner parola pass passw passwd passwort password peanut pepper phoenix pizza please pokemon porsche power prince princess
  private project proposal purple qaz qazwsx qazwsxedc qwe qwert qwerty qwertyui qwertyuiop qwertz qwertzuiop rachel rainbow
  ranger rangers real realmadrid richard robert root samantha samsung sandra saturday scooter secret secure security september
  service shadow sommer snoopy soccer spiderman spring star starwars steelers stella steven studio summer sunday sunflower
  sunshine super superman superstar sweet sweety system taylor tennis test tester testing thanks the thomas thunder thursday tiger
  tigger trustno tuesday user vanessa victoria warrior wednesday welcome welcomes whatever william willkommen winner winter word
  work wsx wsxedc yankees yellow you yourself zaq zxc zxcvbn zxcvbnm
  `
    .trim()
    .split(/\s+/),
)

/** Whole passwords that everybody has heard of, in small letters, without spaces and signs. */
export const knownPasswords = new Set(
  `
  correcthorsebatterystaple thequickbrownfox thequickbrownfoxjumpsoverthelazydog tobeornottobe tobeornottobethatisthequestion
  maytheforcebewithyou iamyourfather opensesameopensesame livelaughlove livelovelaugh inthenameofgod jesuschrist jesusislord
  jesuslovesme ilovejesus1 godisgood godisgreat godisgood123 hakunamatata hakunamatata1 supercalifragilisticexpialidocious
  mynameisjohn whatismypassword thisismypassword thisisapassword thisisasecret iforgotmypassword idontknowmypassword
  idontremember nevergonnagiveyouup onetwothreefour onetwothree123 einszweidreivier manchesterunited manchestercity
  liverpoolfc1892 borussiadortmund bayernmuenchen fcbayernmuenchen galatasaray1905 fenerbahce1907 besiktas1903 rangersfc1872
  unitedstates1 deutschland12 goldenretriever californiadreams newyorkcity1 sanfrancisco losangeles12 washingtondc
  ihatethisjob letmeinplease donttellanyone topsecret1234 temporary1234
  temppassword trustnoone12 lordoftherings harrypotter1 harrypotter12 hellokitty12 spongebob123 slipknot6666 metallica1234
  linkinpark12 greenday1234 backstreetboys mychemicalromance rockandroll1 skateboarding veronica1234 alexander123 christopher1
  christopher12 chelseafc1905 cheerleader1 cheeseburger strawberry12 watermelon12 blackberry12 butterflies1 chocolate123
  snickers1234 thunderbird1 bumblebee123 grasshopper1 caterpillar1 wolverine123 transformers transformers1 playstation1
  playstation2 playstation3 playstation4 counterstrike worldofwarcraft leagueoflegends callofduty123 grandtheftauto
  1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc zaq12wsxcde3 zaq1xsw2cde3 q1w2e3r4t5y6
  q1w2e3r4t5y6u7 qwer1234asdf qwerasdfzxcv qweasdzxc123 qweasdzxcqwe asdf1234qwer 123qweasdzxc 1234qwerasdf 1234qwerasdfzxcv
  a1b2c3d4e5f6 a1s2d3f4g5h6 abcd1234efgh abc123abc123 aaa111bbb222 147258369000 147852369000 159357258456 741852963000
  789456123000 112233445566 121212121212 123123123123 123321123321 123456654321 1234567890qwerty 0987654321qw p4ssw0rdp4ss
  `
    .trim()
    .split(/\s+/),
)
