#ifndef WIREKIN_CPOPPLER_H
#define WIREKIN_CPOPPLER_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
// What became of a document.
enum cpoppler_state { cpoppler_read = 0, cpoppler_broken = 1, cpoppler_locked = 2 };
// The text of a PDF document as UTF-8, a form feed behind each page; at most so many pages and bytes. `*text` is freed by
// cpoppler_free. Returns what became of the document.
int cpoppler_text(const uint8_t *bytes, size_t count, int pages, size_t limit, uint8_t **text, size_t *length);
// The words of a PDF document and their places, one a line: the page from 1, the left, upper, right and lower edge in hundredths of
// a point from the page's upper left corner, and the word as UTF-8, parted by blanks. As cpoppler_text else.
int cpoppler_words(const uint8_t *bytes, size_t count, int pages, size_t limit, uint8_t **text, size_t *length);
void cpoppler_free(uint8_t *text);
#ifdef __cplusplus
}
#endif
#endif
