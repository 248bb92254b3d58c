# SPDX-License-Identifier: GPL-3.0-or-later
"""What the set-up says, in three languages; the program's own catalogue is not there yet."""

import os
import sys

_LANGUAGES = ("en", "es", "pt")

_WORDS = {
    "usage": (
        "Say what to do: python3 installer/run.py demo, or python3 installer/run.py test",
        "Indique qué hacer: python3 installer/run.py demo, o python3 installer/run.py test",
        "Diga o que fazer: python3 installer/run.py demo, ou python3 installer/run.py test",
    ),
    "old_windows": (
        "Vereda needs Windows 10 version 1809 or newer.",
        "Vereda necesita Windows 10 versión 1809 o más reciente.",
        "O Vereda precisa do Windows 10 versão 1809 ou mais recente.",
    ),
    "narrow": (
        "Vereda needs a 64-bit Python; this one is 32-bit.",
        "Vereda necesita un Python de 64 bits; este es de 32.",
        "O Vereda precisa de um Python de 64 bits; este é de 32.",
    ),
    "no_space": (
        "Setting up needs {need} GB free on this disk; there are {free} GB.",
        "La preparación necesita {need} GB libres en este disco; hay {free} GB.",
        "A preparação precisa de {need} GB livres neste disco; há {free} GB.",
    ),
    "read_only": (
        "This folder cannot be written to: {folder}. Copy Vereda to a folder of yours.",
        "No se puede escribir en esta carpeta: {folder}. Copie Vereda a una carpeta suya.",
        "Não é possível gravar nesta pasta: {folder}. Copie o Vereda para uma pasta sua.",
    ),
    "first_time": (
        "First start: this takes a few minutes and needs the internet once.",
        "Primer inicio: tarda unos minutos y necesita internet una sola vez.",
        "Primeira vez: leva alguns minutos e precisa de internet uma única vez.",
    ),
    "healing": (
        "The last set-up did not finish; starting it anew.",
        "La última preparación no terminó; se empieza de nuevo.",
        "A última preparação não terminou; começando de novo.",
    ),
    "libraries": (
        "Installing system libraries: {names}",
        "Instalando bibliotecas del sistema: {names}",
        "Instalando bibliotecas do sistema: {names}",
    ),
    "paste": (
        "Some system packages are missing. Paste this line, then start again:",
        "Faltan paquetes del sistema. Pegue esta línea y vuelva a empezar:",
        "Faltam pacotes do sistema. Cole esta linha e comece de novo:",
    ),
    "missing": (
        "Some system libraries are missing. Install them, then start again: {names}",
        "Faltan bibliotecas del sistema. Instálelas y vuelva a empezar: {names}",
        "Faltam bibliotecas do sistema. Instale-as e comece de novo: {names}",
    ),
    "venv": (
        "Making a place for Vereda's own Python",
        "Preparando un Python propio para Vereda",
        "Preparando um Python próprio para o Vereda",
    ),
    "packages": (
        "Fetching {n} packages",
        "Descargando {n} paquetes",
        "Baixando {n} pacotes",
    ),
    "unpacking": ("Unpacking", "Desempaquetando", "Descompactando"),
    "project": ("Adding Vereda itself", "Agregando Vereda", "Adicionando o Vereda"),
    "failed": (
        "This step did not work. What is above says why. Check the internet connection and start"
        " again: it goes on from a clean state.",
        "Este paso no funcionó. Arriba se dice por qué. Revise la conexión a internet y vuelva a"
        " empezar: se parte de un estado limpio.",
        "Esta etapa não funcionou. Acima está o motivo. Verifique a conexão com a internet e comece"
        " de novo: parte-se de um estado limpo.",
    ),
    "in_use": (
        "The folder .venv is in use. Close Vereda and start again.",
        "La carpeta .venv está en uso. Cierre Vereda y vuelva a empezar.",
        "A pasta .venv está em uso. Feche o Vereda e comece de novo.",
    ),
    "ready": ("Ready", "Listo", "Pronto"),
    "headless": (
        "There is no screen here, so the demonstration runs without a window.",
        "Aquí no hay pantalla, así que la demostración se ejecuta sin ventana.",
        "Não há tela aqui, então a demonstração é executada sem janela.",
    ),
    "check_failed": (
        "Not clean: {names}",
        "Con fallas: {names}",
        "Com falhas: {names}",
    ),
}


def say(key: str, **values: object) -> str:
    """Return a sentence in the machine's language, English where it speaks another one."""
    return _WORDS[key][_LANGUAGES.index(language())].format(**values)


def language() -> str:
    """Return en, es or pt as the machine is set up."""
    if sys.platform == "win32":
        import ctypes

        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return {0x0A: "es", 0x16: "pt"}.get(primary, "en")
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value[:2] if value[:2] in _LANGUAGES else "en"
    return "en"
