"""A campaign of a credit union in Japan: three questions with long titles, twelve tips, one editor, and their French."""

from __future__ import annotations

QUESTIONS = (
    # short title, question, short title and question in French
    (
        "窓口とお客さま",
        "初めて来店されたお客さまに、安心して話していただくには、窓口の私たちに何ができるでしょうか",
        "L’accueil",
        "Que pouvons-nous faire au guichet pour que ceux qui viennent la première fois parlent en confiance ?",
    ),
    (
        "詐欺を止める",
        "「今すぐ振り込まなければ」と急ぐお客さまに、どう声を掛ければ、特殊詐欺を水際で止められるでしょうか",
        "L’arnaque",
        "Que dire à qui doit « virer tout de suite », pour arrêter l’escroquerie à temps ?",
    ),
    (
        "支店どうし",
        "金沢と東京の支店が、同じ失敗を二度繰り返さないために、毎日の仕事の中で伝え合えることは何でしょうか",
        "Les agences",
        "Que se dire chaque jour, de Kanazawa à Tokyo, pour ne pas refaire la même erreur ?",
    ),
)
TIPS = (
    # title, body, title and body in French
    (
        "お名前を伺う前に、まず自分の名前をゆっくり名乗りましょう",
        "先に名乗られると、人は安心します。\n\n- 名札を見せます。\n- 一拍おいて、ご用件を伺います。",
        "Dites votre nom, lentement, avant de demander le sien",
        "On se rassure quand l’autre se nomme d’abord.\n\n- Montrez votre badge.\n- Attendez un instant, puis demandez.",
    ),
    (
        "待ち時間は「あと少し」ではなく、分で伝えましょう",
        "「あと10分です」と聞けば、待つ間にできることを考えられます。",
        "Annoncez l’attente en minutes, jamais par « un instant »",
        "Qui entend « encore 10 minutes » sait quoi faire en attendant.",
    ),
    (
        "専門用語を使ったら、その場で言い換えましょう",
        "「約定返済」と言ったら、「毎月決まった日のお支払い」と続けます。",
        "Un mot du métier, puis tout de suite son équivalent",
        "Après « remboursement contractuel », dites « ce que vous payez chaque mois, à date fixe ».",
    ),
    (
        "書類は一枚ずつ、お客さまの向きに置きましょう",
        "三枚重ねて渡すと、読まれるのは一枚目だけです。",
        "Posez les papiers un par un, tournés vers le client",
        "De trois feuilles données ensemble, on n’en lit qu’une.",
    ),
    (
        "電話を切らずに来店された方には、筆談で「大丈夫ですか」と尋ねましょう",
        "電話の向こうで、誰かが聞いています。**紙に書けば**、聞かれません。",
        "À qui garde son téléphone à l’oreille, écrivez « tout va bien ? »",
        "Quelqu’un écoute. **Par écrit**, il n’entend rien.",
    ),
    (
        "「家族には言わないで」という言葉が出たら、手続きを止めましょう",
        "口止めは、詐欺のいちばん確かなしるしです。警察の相談電話は #9110 です。",
        "« N’en parlez pas à la famille » : arrêtez l’opération",
        "Le secret exigé est le signe le plus sûr. La police répond au #9110.",
    ),
    (
        "ATMの前で迷っている方には、画面を見ずに声を掛けましょう",
        "画面をのぞくと、警戒されます。横に立ち、前を向いて話します。",
        "Au distributeur, parlez sans regarder l’écran",
        "Qui regarde l’écran inquiète. Restez à côté, tourné vers l’avant.",
    ),
    (
        "断られても、もう一度だけ理由を添えて尋ねましょう",
        "「先週、同じ電話で500万円を失われた方がいました」と、実例を一つ話します。",
        "Après un refus, demandez une seconde fois, avec une raison",
        "« La semaine dernière, le même appel a coûté 5 000 000 de yens à quelqu’un » : un seul exemple.",
    ),
    (
        "朝礼では、うまくいった話より、止まった話を先に共有しましょう",
        "止まった理由は、翌日ほかの支店でも起こります。",
        "Au point du matin, racontez d’abord ce qui a coincé",
        "Ce qui a coincé ici coincera ailleurs demain.",
    ),
    (
        "引き継ぎのメモには、日付と次の一手を必ず書きましょう",
        "「対応済み」だけのメモは、読んだ人の仕事を増やします。",
        "Une note de relais porte la date et le prochain geste",
        "« Traité » tout court donne du travail à qui le lit.",
    ),
    (
        "他の支店に電話する前に、社内ウィキを三分だけ探しましょう",
        "三分で見つからなければ、電話をして、答えをウィキに書き足します。",
        "Avant d’appeler une autre agence, cherchez trois minutes dans le wiki",
        "Rien en trois minutes ? Appelez, puis ajoutez la réponse.",
    ),
    (
        "月に一度、となりの支店の窓口に、お客さまとして座ってみましょう",
        "椅子の高さ、掲示の文字、聞こえる声。座らなければ分からないことがあります。",
        "Une fois par mois, asseyez-vous en client dans l’agence d’à côté",
        "La hauteur du siège, l’affiche, les voix : cela ne se voit qu’assis.",
    ),
)
SITE = {
    "first_name": "恵子",
    "last_name": "佐藤",
    "username": "keiko",
    "email": "keiko@sakura.example",
    "name": "さくら信用金庫の知恵袋",
    "title": "窓口から変える、明日からの働きかたと十二の小さな約束",
    "subtitle": "金沢と東京の職員が、お互いに教え合ったこと",
    "publisher": "さくら信用金庫",
    "sender_address": "chie@sakura.example",
}
FRENCH_COVER = ("Douze petites promesses pour mieux accueillir dès demain", "ce que Kanazawa et Tokyo se sont appris")
