"""What nobody said is nobody's (SPEC, section 3): *never said that P*, *personne n'a dit que P*.

Our own sentences, written before the reader learnt from others of the kind; both languages, with their counterparts.
"""

from collections.abc import Mapping

import pytest

from factcheck import load

#: In each, nobody is said to say what stands behind the verb.
UNSAID = {
    "en": (
        "Officials never said that the dam was safe.",
        "The minister did not say that the tax would rise.",
        "Nobody says the mayor lied.",
        "The company has never claimed that its pills cure colds.",
        "He did not tell the court that the car was his.",
        "No one at the ministry said the files were lost.",
        "The report does not say that the bridge was unsafe.",
        "They forget to say that the fund was already empty.",
        "She stopped short of saying that the vote was rigged.",
        "Neither the club nor the league has said that the match will be replayed.",
        "I never said the coach should go, Ann Lee insisted.",
        "The judge did not rule that the strike was illegal.",
    ),
    "fr": (
        "Le ministre n'a pas dit que l'impôt augmenterait.",
        "Personne n'a dit que le maire avait menti.",
        "La préfecture n'a jamais affirmé que le barrage était sûr.",
        "Ils oublient de dire que la caisse était déjà vide.",
        "Le rapport ne dit pas que le pont était dangereux.",
        "Le maire a beau jurer que le pont tiendra, personne ne le croit à Saint-Aubin.",
        "Aucun élu n'a prétendu que les travaux étaient finis.",
        "La société n'a jamais soutenu que ses pilules soignaient le rhume.",
        "Il n'a pas indiqué que la voiture lui appartenait.",
        "Nul ne prétend que la paix est faite.",
        "Elle s'est gardée de dire que le vote était truqué.",
        "Ni le club ni la ligue n'ont annoncé que le match serait rejoué.",
    ),
}
#: In each, somebody does.
SAID = {
    "en": (
        "The minister did not hide that the tax would rise.",
        "He not only said that the dam was safe, he slept beside it.",
        "The minister said that the tax would not rise.",
        "He denied that the car was his.",
        "The company did not deny that the pills were fake.",
    ),
    "fr": (
        "Le ministre n'a pas caché que l'impôt augmenterait.",
        "Il a non seulement dit que le barrage était sûr, mais il y a dormi.",
        "La ministre a dit que l'impôt n'augmenterait pas.",
    ),
}
#: What the reader takes for speech all the same; how a processor rounds may move one.
STILL_READ = (
    "She stopped short of saying that the vote was rigged.",
    "Neither the club nor the league has said that the match will be replayed.",
    "The judge did not rule that the strike was illegal.",
    "La préfecture n'a jamais affirmé que le barrage était sûr.",
    "Le maire a beau jurer que le pont tiendra, personne ne le croit à Saint-Aubin.",
)
#: What it does not find.
STILL_MISSED = (
    "He not only said that the dam was safe, he slept beside it.",
    "Il a non seulement dit que le barrage était sûr, mais il y a dormi.",
)


def cases(texts: Mapping[str, tuple[str, ...]], known: tuple[str, ...]) -> list[object]:
    mark = pytest.mark.xfail(reason="the reader does not know better yet", strict=False)
    return [
        pytest.param(language, text, marks=[mark] if text in known else [])
        for language, own in texts.items()
        for text in own
    ]


def spoken(language: str, text: str) -> list[str]:
    """What somebody is said to say; *I never said P, X insisted* is X's, whatever it holds."""
    claims = (claim for claim in load(language)(text) if claim.attribution is not None and claim.attribution.source)
    return [claim.text for claim in claims if not text.startswith(claim.text)]


@pytest.mark.parametrize(("language", "text"), cases(UNSAID, STILL_READ))
def test_what_nobody_said_is_nobodys(language: str, text: str) -> None:
    assert spoken(language, text) == []


@pytest.mark.parametrize(("language", "text"), cases(SAID, STILL_MISSED))
def test_what_somebody_said_is_theirs(language: str, text: str) -> None:
    assert spoken(language, text)
