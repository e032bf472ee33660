"""Run by the Python that LibreOffice comes with: do each line ``verb|in|out|filter`` of a file through an office that listens on a pipe."""

import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def made(name, value):
    return PropertyValue(Name=name, Value=value)


def desktop(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(240):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there), there
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def main(listed, pipe):
    office, there = desktop(pipe)
    dispatcher = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", there)
    with open(listed, encoding="utf-8") as file:
        for line in file:
            verb, source, target, form = line.rstrip("\n").split("|")
            document = office.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, (made("Hidden", True),))
            if verb != "none":
                dispatcher.executeDispatch(document.CurrentController.Frame, verb, "", 0, ())
            document.storeToURL(uno.systemPathToFileUrl(target), (made("FilterName", form), made("FilterOptions", "UTF8,LF")))
            document.close(True)
    office.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
