"""A morphology database of a handful of stems, in the text format of CAMeL's `.db` files."""

_FEATURES = "pos prc3 prc2 prc1 prc0 enc0 per gen num"
_NONE = "prc3:0 prc2:0 prc1:0 prc0:0 enc0:0 per:na"


def _defines() -> list[str]:
    names = ["diac", "lex", "bw", "gloss", "pos_lex_logprob", *_FEATURES.split()]
    return [f"DEFINE {name} {name}:*open*" for name in names]


def _defaults() -> list[str]:
    rest = " ".join(f"{name}:na" for name in _FEATURES.split()[1:])
    return [f"DEFAULT pos:{pos} {rest}" for pos in ("noun", "verb", "digit", "punc", "latin")]


def _stem(form: str, category: str, lemma: str, pos: str, more: str, logprob: float) -> str:
    features = {one.split(":")[0]: one for one in f"{_NONE} {more}".split()}
    rest = " ".join(features.values())
    written = f"diac:{form} lex:{lemma} bw:{form}/{pos.upper()} gloss:{pos}"
    plain = form.translate(dict.fromkeys(range(0x64B, 0x653))).replace("أ", "ا")
    return f"{plain}\t{category}\t{written} pos:{pos} {rest} pos_lex_logprob:{logprob}"


DATABASE = "\n".join(
    [
        "###DEFINES###",
        *_defines(),
        "###DEFAULTS###",
        *_defaults(),
        "###ORDER###",
        f"ORDER diac lex bw {_FEATURES}",
        "###TOKENIZATIONS###",
        "###STEMBACKOFF###",
        "STEMBACKOFF PROP Name",
        "###PREFIXES###",
        "\tPre\tdiac: bw:",
        "و\tPre\tdiac:وَ bw:وَ/CONJ prc2:wa_conj",
        "ال\tPreAl\tdiac:ال bw:ال/DET prc0:Al_det",
        "وبال\tPreAl\tdiac:وَبِال bw:وَ/CONJ+بِ/PREP+ال/DET prc2:wa_conj prc1:bi_prep prc0:Al_det",
        "###SUFFIXES###",
        "\tSuf\tdiac: bw:",
        "ان\tSufDual\tdiac:انِ bw:انِ/NSUFF num:d",
        "ه\tSufFem\tdiac:َة bw:َة/NSUFF gen:f num:s",
        "هم\tSufHim\tdiac:هُم bw:هُم/POSS enc0:3mp_poss",
        "###STEMS###",
        _stem("كَتَب", "Verb", "كَتَب", "verb", "per:3 gen:m num:s", -2.0),
        _stem("كُتُب", "Noun", "كِتاب", "noun", "gen:m num:p", -3.0),
        _stem("شَخْص", "Noun", "شَخْص", "noun", "gen:m num:s", -2.0),
        _stem("أَشْخاص", "Noun", "شَخْص", "noun", "gen:m num:p", -2.0),
        _stem("قَتِيل", "Noun", "قَتِيل", "noun", "gen:m num:s", -2.0),
        _stem("مَدِين", "Fem", "مَدِينَة", "noun", "gen:f num:s", -2.0),
        _stem("NOAN", "Name", "NOAN", "noun_prop", "gen:m num:s", -9.0).replace("NOAN/", "NOAN/NOUN_PROP/"),
        "###TABLE AB###",
        *(f"{pre} {stem}" for pre in ("Pre", "PreAl") for stem in ("Noun", "Fem")),
        "Pre Verb",
        "Pre Name",
        "###TABLE BC###",
        *(f"Noun {suffix}" for suffix in ("Suf", "SufDual", "SufHim")),
        "Fem SufFem",
        "Verb Suf",
        "Name Suf",
        "###TABLE AC###",
        *(f"Pre {suffix}" for suffix in ("Suf", "SufDual", "SufFem", "SufHim")),
        *(f"PreAl {suffix}" for suffix in ("Suf", "SufDual", "SufFem")),
        "",
    ]
)
