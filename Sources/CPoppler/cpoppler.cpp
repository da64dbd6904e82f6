#include "cpoppler.h"
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>

// What the library finds wrong with a file is told by the caller, in one sentence.
static void silent(const std::string &, void *) {}

extern "C" int cpoppler_text(
    const uint8_t *bytes, size_t count, int pages, size_t limit, uint8_t **text, size_t *length) {
    *text = nullptr;
    *length = 0;
    if (count > INT_MAX) return cpoppler_broken;
    try {
        poppler::set_debug_error_function(silent, nullptr);
        std::unique_ptr<poppler::document> document(
            poppler::document::load_from_raw_data(reinterpret_cast<const char *>(bytes), static_cast<int>(count)));
        if (!document) return cpoppler_broken;
        if (document->is_locked()) return cpoppler_locked;
        std::string result;
        for (int index = 0; index < document->pages() && index < pages && result.size() < limit; index++) {
            std::unique_ptr<poppler::page> page(document->create_page(index));
            if (page) {
                auto part = page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout).to_utf8();
                result.append(part.data(), part.size());
            }
            result.push_back('\f');
        }
        if (result.size() > limit) result.resize(limit);
        *text = static_cast<uint8_t *>(std::malloc(result.size() + 1));
        if (!*text) return cpoppler_broken;
        std::memcpy(*text, result.data(), result.size());
        *length = result.size();
        return cpoppler_read;
    } catch (...) {
        return cpoppler_broken;
    }
}

extern "C" void cpoppler_free(uint8_t *text) { std::free(text); }
